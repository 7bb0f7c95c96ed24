private import Glibc
internal import Kernel
package import SystemPackage

/// A file that was written when a segment was saved.
package final class SavedFile {
  let file: FileDescriptor

  /// Opens a regular file; what is none is not waited for.
  package init(_ path: FilePath) throws(Errno) {
    let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC
    let opened = path.withPlatformString { Glibc.open($0, flags) }
    guard opened >= 0 else { throw Errno(rawValue: errno) }
    file = FileDescriptor(rawValue: opened)
    guard try FileStatus(of: file).mode.type == .regular else { throw .invalidArgument }
  }

  deinit { try? file.close() }

  /// All its bytes; `EFBIG` where they are more than `limit`.
  package func bytes(upTo limit: Int) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](
      repeating: 0, count: Int(min(try FileStatus(of: file).size, UInt64(limit) + 1)))
    guard bytes.count <= limit else { throw .fileTooLarge }
    var got: Result<Int, Errno> = .success(0)
    bytes.withUnsafeMutableBytes { buffer in
      got = Result { () throws(Errno) in try file.fill(buffer, from: 0) }
    }
    bytes.removeLast(bytes.count - (try got.get()))
    return bytes
  }
}
