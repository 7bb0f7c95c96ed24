internal import Contents
internal import Kernel
package import SystemPackage

/// The directory in which segments are saved, open for the whole run.
///
/// No other user can replace what is in it, and it is not in `/dev/shm`, where a copy would take the memory
/// that a removal frees.
///
/// Why: Decisions/63-directories-of-others.md
package final class BackupDirectory {
  private let directory: TrustedDirectory
  /// Its path, as the user gave it.
  let path: FilePath

  /// Opens a directory, which is first created with mode 0700 if `isCreated` and it does not exist.
  ///
  /// It is compared with `/dev/shm` below `root` by device.
  package init(
    _ path: FilePath, isCreated: Bool = false, root: FilePath = "/"
  ) throws(BackupError) {
    self.path = path
    do throws(PathRefusal) {
      if isCreated { try Self.create(path) }
      directory = try .open(path)
    } catch {
      throw .init(error.named(path))
    }
    if ShmFileSystem.device(root: root) == directory.identity.device {
      throw .inSharedMemory(path)
    }
  }

  private static func create(_ path: FilePath) throws(PathRefusal) {
    guard let last = path.lastComponent, last.kind == .regular else { return }
    let parent = try TrustedDirectory.open(path.removingLastComponent())
    if try parent.makeDirectory(FilePath(root: nil, components: last).bytes) { try parent.flush() }
  }

  /// Creates a file with mode 0600; `EEXIST` if the name is taken.
  func create(_ name: [UInt8]) throws(PathRefusal) -> ContentsFile {
    try ContentsFile(creating: name, in: directory)
  }

  /// Waits until the names in it are on the disk, and then throws `ENOENT` if its path no longer leads to
  /// this directory.
  func flush() throws(BackupError) {
    do throws(PathRefusal) {
      try directory.flush()
      guard try TrustedDirectory.open(path).identity == directory.identity else {
        throw .failed(path, .noSuchFileOrDirectory)
      }
    } catch {
      throw .init(error)
    }
  }
}
