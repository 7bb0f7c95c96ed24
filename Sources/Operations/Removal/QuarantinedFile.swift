package import Kernel
package import SharedMemory
internal import SystemPackage

/// A name that was moved aside, to be removed or put back.
///
/// Why: Decisions/27-quarantine.md
package struct QuarantinedFile {
  /// A name in an open directory.
  struct Location {
    let entry: DirectoryEntry
    /// The path of the directory below `/dev/shm`; `nil` for that itself.
    let path: [UInt8]?

    init(directory: FileDescriptor, path: [UInt8]?, name: [UInt8]) {
      entry = DirectoryEntry(name, in: directory)
      self.path = path
    }

    /// The whole name below `/dev/shm`.
    var fullName: ShmName { ShmName((path.map { $0 + [UInt8(ascii: "/")] } ?? []) + entry.name) }
  }

  /// Its name before it was moved.
  let original: Location
  /// Its name now.
  let current: Location

  /// Its name now, below `/dev/shm`.
  package var name: ShmName { current.fullName }

  /// Whether it stands for this regular file.
  package func isSame(as file: FileIdentity) -> Bool {
    (try? current.entry.status())?.isRegular(file) == true
  }

  /// Removes the name, or puts it back where that is refused.
  package func remove() throws(RemovalError) {
    do throws(Errno) { try current.entry.remove() } catch {
      try putBack()
      throw .init(error)
    }
  }

  /// Puts the name back; where it is taken by now, what was moved stays, and the refusal says where.
  package func putBack() throws(RemovalError) {
    do throws(Errno) { try current.entry.rename(to: original.entry) } catch {
      throw .displaced(to: name, error)
    }
  }
}
