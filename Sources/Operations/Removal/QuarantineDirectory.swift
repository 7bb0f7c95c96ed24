private import CLinux
private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

/// A private directory, in which files are compared before they are removed.
///
/// Its mode is 0700: only this user and root can reach its files. It is locked (`flock`) while the
/// program runs, so an unlocked one was left by a program that was killed. It is removed with this
/// object, unless a file had to stay in it.
///
/// Why: Decisions/28-quarantine-directory.md
final class QuarantineDirectory {
  let file: FileDescriptor
  /// The path below `/dev/shm`.
  let path: [UInt8]
  private let name: [UInt8]
  private let parent: FileDescriptor

  /// Creates one in an open directory, which must stay open and has the given path below `/dev/shm`.
  init(in parent: FileDescriptor, path: [UInt8]?) throws(Errno) {
    for _ in 0..<100 {
      let name = QuarantineName.random()
      do throws(Errno) {
        try DirectoryEntry(name, in: parent).makeDirectory(.ownerReadWriteExecute)
      } catch .fileExists {
        continue
      } catch {
        throw error
      }
      let file = try Self.open(name, in: parent)
      // Another run of this program may have put its files back, and removed it before it was locked.
      do throws(Errno) { try file.lock(LOCK_EX) } catch {
        Self.remove(name, file, from: parent)
        try? file.close()
        throw error
      }
      guard Self.exists(file) else {
        try? file.close()
        continue
      }
      self.file = file
      self.name = name
      self.parent = parent
      self.path = (path.map { $0 + [UInt8(ascii: "/")] } ?? []) + name
      return
    }
    throw .fileExists
  }

  deinit {
    Self.remove(name, file, from: parent)
    // Closing it is not enough: a child that was forked in the meantime would keep the lock.
    try? file.lock(LOCK_UN)
    try? file.close()
  }

  /// Whether the directory still exists.
  var exists: Bool { Self.exists(file) }

  /// Opens such a directory; `EACCES` if another user owns it or others have access.
  static func open(_ name: [UInt8], in parent: FileDescriptor) throws(Errno) -> FileDescriptor {
    let file = try OpenBeneath.open(name, in: parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    guard let status = try? FileStatus(of: file), status.owner.user.rawValue == geteuid(),
      status.mode.rawValue & 0o077 == 0
    else {
      try? file.close()
      throw .permissionDenied
    }
    return file
  }

  /// Removes a directory, if it is empty and the name still refers to it.
  static func remove(_ name: [UInt8], _ file: FileDescriptor, from parent: FileDescriptor) {
    let entry = DirectoryEntry(name, in: parent)
    guard let own = try? FileStatus(of: file).identity,
      (try? entry.status())?.identity == own
    else { return }
    try? entry.removeDirectory()
  }

  private static func exists(_ file: FileDescriptor) -> Bool {
    ((try? FileStatus(of: file))?.links ?? 0) > 0
  }
}
