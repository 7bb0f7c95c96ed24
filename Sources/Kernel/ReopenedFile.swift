private import CLinux
private import Glibc
package import SystemPackage

/// Opens files that others can replace at any time.
///
/// A file is compared before it is opened, because opening a FIFO or a device can have an effect.
package enum ReopenedFile {
  /// Opens the regular file `name` below `directory` for reading, if it is the one expected.
  ///
  /// `nil` if another file has the name by now. Nothing is read, so no time stamp moves.
  package static func open(
    _ name: [UInt8], in directory: FileDescriptor, expected: FileIdentity
  ) throws(Errno) -> FileDescriptor? {
    try reopen(try OpenBeneath.lookUp(name, in: directory), expected)
  }

  /// Opens the target of a link in `/proc` for reading, if it is the regular file expected.
  package static func open(
    target link: String, in proc: FileDescriptor, expected: FileIdentity
  ) throws(Errno) -> FileDescriptor? {
    try reopen(try proc.open(link, flags: clinux_path_only), expected)
  }

  private static func reopen(
    _ found: FileDescriptor, _ expected: FileIdentity
  ) throws(Errno) -> FileDescriptor? {
    defer { try? found.close() }
    let status = try FileStatus(of: found)
    guard status.mode.type == .regular, status.identity == expected else { return nil }
    // Without waiting, should the file be under a lease.
    return try FileDescriptor.open(
      FilePath("/proc/self/fd/\(found.rawValue)"), flags: O_RDONLY | O_NONBLOCK)
  }
}
