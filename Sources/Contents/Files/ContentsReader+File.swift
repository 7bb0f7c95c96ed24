internal import Kernel
package import SystemPackage

extension ContentsReader {
  /// Opens a file of the user for reading, such as a saved segment.
  ///
  /// A symbolic link is not followed. A file that another user could have written is refused, and so is one in
  /// `/dev/shm`: a segment is read in a way that leaves no trace.
  ///
  /// Why: Decisions/63-directories-of-others.md
  package static func open(file path: FilePath) throws(PathRefusal) -> ContentsReader {
    guard let last = path.lastComponent, last.kind == .regular else {
      throw .failed(path, .isDirectory)
    }
    do throws(PathRefusal) {
      let directory = try TrustedDirectory.open(path.removingLastComponent())
      let file = try directory.open(FilePath(root: nil, components: last).bytes)
      if isSegment(file) {
        try? file.close()
        throw PathRefusal.isSegment(path)
      }
      return ContentsReader(file: file)
    } catch {
      throw error.named(path)
    }
  }

  /// Whether an open file is on the tmpfs at `/dev/shm`.
  private static func isSegment(_ file: FileDescriptor) -> Bool {
    guard let shm = try? DirectoryStream.open("/dev/shm") else { return false }
    defer { try? shm.close() }
    // On another file system, files outside of /dev/shm can have the same device.
    guard (try? FileSystemUsage(of: shm))?.type == .tmpfs,
      let device = try? FileStatus(of: shm).identity.device
    else { return false }
    return (try? FileStatus(of: file))?.identity.device == device
  }
}
