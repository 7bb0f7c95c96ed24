package import SharedMemory
package import SystemPackage

extension ContentsReader {
  /// Opens a segment, if it still is the one that was chosen.
  ///
  /// `accepted` is the most that looking may do to the segment. Where the quietest way does more,
  /// nothing is touched and ``ContentsError/costs(_:)`` says what it would be. A segment without
  /// a name is opened through one of its holders, as they were found when it was chosen.
  package static func open(
    _ segment: Segment, accepting accepted: AccessMethod.SideEffects, root: FilePath = "/"
  ) throws(ContentsError) -> ContentsReader {
    switch segment.identity {
    case .systemV(let identity): try open(identity, accepting: accepted, root: root)
    case .posix(let name, let file): try open(name, file, accepting: accepted, root: root)
    case .unlinked(_, let file), .memfd(_, let file):
      try open(file, heldBy: segment.holders ?? [], accepting: accepted, root: root)
    }
  }
}
