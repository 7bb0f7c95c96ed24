private import Glibc
internal import Kernel
package import SharedMemory
package import SystemPackage

/// A private directory left by a removal that was killed; see ``QuarantineDirectory``.
///
/// Each file in it was about to be removed, or had taken the name of a file that was. The files have
/// the names that they had in the parent directory.
///
/// Why: Decisions/28-quarantine-directory.md
package struct InterruptedRemoval: Hashable, Sendable {
  /// The path of the directory below `/dev/shm`.
  package let directory: ShmName
  /// The files in it, by their original names.
  package let names: [[UInt8]]

  package init(directory: ShmName, names: [[UInt8]] = []) {
    self.directory = directory
    self.names = names
  }

  /// The interrupted removals of this user, found among the files of a snapshot that are no segments.
  ///
  /// Directories that a running removal uses are left out, and so are those of other users.
  package static func all(among files: [NonSegment], root: FilePath = "/") -> [InterruptedRemoval] {
    files.compactMap { file in
      guard file.type == .directory, file.owner.user.rawValue == geteuid(),
        QuarantineName.isQuarantine(file.name)
      else { return nil }
      return try? withLock(file.name, LOCK_SH, root) { directory, _ throws(Errno) in
        InterruptedRemoval(directory: file.name, names: try Self.names(in: directory))
      }
    }
  }

  /// Moves the files back to the parent directory, and returns the name and the result for each.
  ///
  /// A file whose name is now taken stays in the private directory: `EEXIST`. If the directory is
  /// empty in the end, it is removed.
  package func putBack(root: FilePath = "/") throws(Errno) -> [(name: ShmName, error: Errno?)] {
    let (parent, last) = directory.split
    return try Self.withLock(directory, LOCK_EX, root) { directory, outer throws(Errno) in
      let results = try Self.names(in: directory).map { name -> (name: ShmName, error: Errno?) in
        let original = QuarantinedFile.Location(directory: outer, path: parent, name: name)
        do throws(Errno) {
          try DirectoryEntry(name, in: directory).rename(to: original.entry)
          return (name: original.fullName, error: nil)
        } catch {
          return (name: original.fullName, error: error)
        }
      }
      QuarantineDirectory.remove(last, directory, from: outer)
      return results
    }
  }

  /// Opens a private directory and its parent, locks the directory, and calls `body` with both.
  ///
  /// Throws `EWOULDBLOCK` if another process has locked it.
  private static func withLock<Result>(
    _ name: ShmName, _ lock: Int32, _ root: FilePath,
    _ body: (_ directory: FileDescriptor, _ outer: FileDescriptor) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    let root = try DirectoryStream.open(root.appending("dev/shm"))
    defer { try? root.close() }
    let (path, last) = name.split
    let outer = try OpenBeneath.open(path ?? [UInt8(ascii: ".")], in: root, O_RDONLY | O_DIRECTORY)
    defer { try? outer.close() }
    let directory = try QuarantineDirectory.open(last, in: outer)
    defer { try? directory.close() }
    try directory.lock(lock | LOCK_NB)
    // Closing it is not enough: a child that was forked in the meantime would keep the lock.
    defer { try? directory.lock(LOCK_UN) }
    return try body(directory, outer)
  }

  private static func names(in directory: FileDescriptor) throws(Errno) -> [[UInt8]] {
    let stream = try DirectoryStream(beneath: directory, path: nil)
    var names: [[UInt8]] = []
    while let name = try stream.next() {
      names.append(Array(UnsafeRawBufferPointer(start: name, count: DirectoryStream.length(name))))
    }
    return names
  }
}
