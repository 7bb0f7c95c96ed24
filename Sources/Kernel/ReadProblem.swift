package import SystemPackage

/// A file or directory that could not be read, in part or at all.
package struct ReadProblem: Error, Hashable, Sendable {
  /// Why it could not be read.
  package enum Reason: Hashable, Sendable {
    /// A system call failed.
    case failed(Errno)
    /// The header of a table lacks a column.
    case missingColumn(String)
    /// Lines of a table were cut short or held something else than numbers; they are left out.
    case malformedLines(first: Int, count: Int)
    /// A file that holds one number holds something else.
    case notANumber
    /// `/dev/shm` is no tmpfs: its files are files on some disk and not shared memory.
    case notTmpfs
    /// A directory lies too deep for its path to be given to the kernel.
    case tooDeep
  }

  /// The file or directory; names in it can be hostile.
  package let path: FilePath
  package let reason: Reason
  /// The directory below `/dev/shm` that could not be read, where it is one.
  package let directory: [UInt8]?
  /// Whether all that `shm_open` and `shmget` can make was read all the same.
  package let isMinor: Bool

  package init(
    _ path: FilePath, _ reason: Reason, directory: [UInt8]? = nil, isMinor: Bool = false
  ) {
    self.path = path
    self.directory = directory
    self.reason = reason
    self.isMinor = isMinor
  }
}
