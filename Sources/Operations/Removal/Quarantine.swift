private import CLinux
private import Glibc
package import Kernel
internal import SharedMemory
package import SystemPackage

/// Removes files from one directory, `/dev/shm` or one below it, and only the files that were selected.
///
/// A file is moved into a private directory, and compared there with the one that was selected. Then
/// it is removed or moved back. No step replaces another file. The C functions are `renameat2` with
/// `RENAME_NOREPLACE`, and `unlinkat`.
///
/// Why: Decisions/27-quarantine.md
package final class Quarantine {
  /// The path of the directory below `/dev/shm`; `nil` for `/dev/shm` itself.
  package let path: [UInt8]?
  private let root: FilePath
  let directory: FileDescriptor
  private var privateDirectory: QuarantineDirectory?
  /// The owner of files whose directory is removed with this object, if it is empty then and has the
  /// same owner; `nil` to keep the directory.
  ///
  /// Why: Decisions/52-directories-of-dead-processes.md
  var directoryOwner: UserID?

  /// Opens a directory, through no symbolic link below `/dev/shm` and on no other mount.
  package init(_ path: [UInt8]?, root: FilePath = "/") throws(Errno) {
    self.path = path
    self.root = root
    let root = try DirectoryStream.open(root.appending("dev/shm"))
    guard let path else {
      directory = root
      return
    }
    defer { try? root.close() }
    directory = try OpenBeneath.open(path, in: root, O_RDONLY | O_DIRECTORY)
  }

  deinit {
    FileCapabilities.use(for: .removing) {
      privateDirectory = nil
      if let path, let directoryOwner {
        try? removeDirectory(path, ownedBy: directoryOwner)
      }
    }
    try? directory.close()
  }

  /// Removes the open directory, if it is empty, still has this path and is owned by `owner`.
  ///
  /// The C functions are `openat2` with `RESOLVE_BENEATH`, and `unlinkat` with `AT_REMOVEDIR`.
  private func removeDirectory(_ path: [UInt8], ownedBy owner: UserID) throws(Errno) {
    guard try FileStatus(of: directory).owner.user == owner else { return }
    let root = try DirectoryStream.open(root.appending("dev/shm"))
    defer { try? root.close() }
    let (parent, last) = ShmName(path).split
    let outer = try OpenBeneath.open(
      parent ?? [UInt8(ascii: ".")], in: root, O_RDONLY | O_DIRECTORY)
    defer { try? outer.close() }
    QuarantineDirectory.remove(last, directory, from: outer)
  }

  /// Removes a name, if it still refers to the selected file.
  ///
  /// With `unlessHeld`, a file that anything has open or mapped is put back.
  func remove(
    _ name: [UInt8], _ file: FileIdentity, unlessHeld: Bool
  ) throws(RemovalError) {
    try check(name, file)
    let moved = try moveAside(name)
    guard moved.isSame(as: file) else {
      try moved.putBack()
      throw .replaced
    }
    if unlessHeld { try moved.removeUnlessHeld() } else { try moved.remove() }
  }

  /// Throws if a name is gone or refers to another file.
  ///
  /// So most changes are found before anything is moved.
  package func check(_ name: [UInt8], _ file: FileIdentity) throws(RemovalError) {
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: name.cString, in: directory) } catch {
      throw .init(error)
    }
    guard status.isRegular(file) else { throw .replaced }
  }

  /// Moves a file into the private directory, which other users cannot reach.
  package func moveAside(_ name: [UInt8]) throws(RemovalError) -> QuarantinedFile {
    let original = QuarantinedFile.Location(directory: directory, path: path, name: name)
    // Tries twice: the private directory can be gone, or contain a file with that name that could not
    // be moved back. The second try makes a new directory.
    for _ in 0..<2 {
      let target = try target(of: name)
      do throws(Errno) {
        try original.entry.moveAside(to: target.entry)
        return QuarantinedFile(original: original, current: target)
      } catch {
        guard
          error == .fileExists
            || (error == .noSuchFileOrDirectory && privateDirectory?.exists == false)
        else { throw refusal(error, name) }
      }
      privateDirectory = nil
    }
    throw .failed(.fileExists)
  }

  /// The destination of a file that is moved: the private directory, made if there is none yet.
  ///
  /// If there is no room for a directory, it is a random name in the same directory: on a full file
  /// system removal matters most.
  private func target(of name: [UInt8]) throws(RemovalError) -> QuarantinedFile.Location {
    do throws(Errno) {
      let target: QuarantineDirectory
      if let privateDirectory {
        target = privateDirectory
      } else {
        target = try QuarantineDirectory(in: directory, path: path)
      }
      privateDirectory = target
      return QuarantinedFile.Location(directory: target.file, path: target.path, name: name)
    } catch .noSpace, .diskQuotaExceeded {
      return QuarantinedFile.Location(
        directory: directory, path: path, name: QuarantineName.random(before: name))
    } catch {
      throw refusal(error, name)
    }
  }

  /// The error for a name that could not be moved.
  private func refusal(_ error: Errno, _ name: [UInt8]) -> RemovalError {
    switch error {
    case .noSuchFileOrDirectory: return .gone
    case .notPermitted, .permissionDenied:
      let states = [
        try? FileStatus(of: name.cString, in: directory), try? FileStatus(of: directory),
      ]
      return states.contains { $0?.isImmutable == true } ? .immutable : .notPermitted
    default: return .failed(error)
    }
  }
}

extension FileStatus {
  /// Whether it is the status of this file, and of a regular file.
  func isRegular(_ file: FileIdentity) -> Bool { mode.type == .regular && identity == file }
}
