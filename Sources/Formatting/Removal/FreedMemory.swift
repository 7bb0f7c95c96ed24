internal import Kernel
internal import SharedMemory

/// The memory that several removals freed.
///
/// A file with several names is freed with the last of them.
package struct FreedMemory: Sendable {
  package private(set) var bytes: UInt64 = 0
  /// The removed names of files with several names.
  private var removed: [FileIdentity: UInt32] = [:]

  package init() {}

  /// Adds what the result of one segment freed.
  package mutating func add(_ entry: RemovalSummary.Entry) {
    if entry.outcome == .removed, let file = entry.sharedFile {
      removed[file, default: 0] += 1
      guard removed[file] == entry.names else { return }
    }
    bytes = bytes.addingSaturated(entry.freed)
  }
}
