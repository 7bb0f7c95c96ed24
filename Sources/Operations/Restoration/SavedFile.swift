package import Contents
internal import Kernel
package import SystemPackage

/// A file with the bytes of a saved segment, or with its metadata, that no other user can have written.
///
/// Why: Decisions/63-directories-of-others.md
package final class SavedFile {
  let file: FileDescriptor

  /// Opens a regular file of a directory; see ``TrustedDirectory``.
  package init(_ name: [UInt8], in directory: TrustedDirectory) throws(PathRefusal) {
    file = try directory.open(name)
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
