package import SystemPackage

/// A file or directory that could not be read, in part or at all.
package struct ReadProblem: Error, Hashable, Sendable {
  /// The cause.
  package enum Reason: Hashable, Sendable {
    /// A system call failed.
    case failed(Errno)
    /// The header of a table lacks a column.
    case missingColumn(String)
    /// Lines of a table were cut short or contained something other than numbers; they are left
    /// out.
    case malformedLines(first: Int, count: Int)
    /// A directory is empty, because the file system that belongs there is not mounted.
    case notMounted
    /// A file that should contain one number contains something else.
    case notANumber
    /// A directory is nested too deeply for its path to be passed to the kernel.
    case tooDeep
  }

  /// The file or directory; names in the path are untrusted bytes.
  package let path: FilePath
  package let reason: Reason
  /// The path below `/dev/shm` of a directory that could not be read, or of a file whose type is not
  /// known; empty for `/dev/shm` itself, `nil` for everything else.
  package let directory: [UInt8]?
  /// Whether all segments that `shm_open` and `shmget` can create were read nevertheless.
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
