internal import Kernel

/// The files with several names that were counted already, in each of several sums.
///
/// In a sum a file counts once, with its first name. Names of one file can be of two kinds, as `/x` and
/// `/sem.x`, or in two states: then it is in the sum of each, and once in that of all.
///
/// Why: Decisions/56-a-file-in-several-sums.md
struct CountedFiles<Group: Hashable> {
  private struct Counted: Hashable {
    let file: FileIdentity
    let group: Group
  }

  private var counted: Set<Counted> = []

  /// Whether this is the first name of its file in a sum; if so, the file is counted from now on.
  mutating func isFirstName(_ segment: Segment, in group: @autoclosure () -> Group) -> Bool {
    // Nearly all files have one name.
    guard segment.hasOtherNames, let file = segment.file else { return true }
    return counted.insert(Counted(file: file, group: group())).inserted
  }
}
