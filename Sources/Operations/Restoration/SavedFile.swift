private import Glibc
internal import Kernel
package import SystemPackage

/// A file with the bytes of a saved segment, or with its metadata.
package final class SavedFile {
  let file: FileDescriptor

  /// Opens a regular file; `EINVAL` for other files, without waiting for a FIFO.
  package init(_ path: FilePath) throws(Errno) {
    file = try .open(path, flags: O_RDONLY | O_NONBLOCK)
    guard try FileStatus(of: file).mode.type == .regular else { throw .invalidArgument }
  }

  /// Whether only root and this user can have written it, so that it may grant privileges.
  package var isTrusted: Bool {
    guard let status = try? FileStatus(of: file) else { return false }
    return [0, geteuid()].contains(status.owner.user.rawValue) && status.mode.rawValue & 0o022 == 0
  }

  deinit { try? file.close() }

  /// All its bytes; `EFBIG` if there are more than `limit`.
  package func bytes(upTo limit: Int) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](
      repeating: 0, count: Int(min(try FileStatus(of: file).size, UInt64(limit) + 1)))
    guard bytes.count <= limit else { throw .fileTooLarge }
    let got = try throwingErrno { try bytes.withUnsafeMutableBytes { try file.fill($0, from: 0) } }
    bytes.removeLast(bytes.count - got)
    return bytes
  }
}
