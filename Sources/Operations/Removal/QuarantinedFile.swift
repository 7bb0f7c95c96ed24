private import CLinux
private import Glibc
package import Kernel
package import SharedMemory
internal import SystemPackage

/// A name that was moved aside, to be removed or put back.
///
/// Why: Decisions/27-quarantine.md
package struct QuarantinedFile {
  /// A name in an open directory.
  struct Place {
    let directory: FileDescriptor
    /// The path of the directory below `/dev/shm`; `nil` for that itself.
    let path: [UInt8]?
    let name: [UInt8]

    /// The whole name below `/dev/shm`.
    var fullName: ShmName { ShmName((path.map { $0 + [UInt8(ascii: "/")] } ?? []) + name) }

    /// Moves what has a name elsewhere to this one, if this is free; the reason why not is in `errno`.
    func take(from other: Place) -> Bool {
      clinux_rename_exclusively(
        other.directory.rawValue, other.name.cString, directory.rawValue, name.cString) == 0
    }
  }

  /// Where it was.
  let home: Place
  /// Where it is.
  let place: Place

  /// Where it is, below `/dev/shm`.
  package var name: ShmName { place.fullName }

  /// Whether it stands for this regular file.
  package func isSame(as file: FileIdentity) -> Bool {
    guard let status = try? FileStatus(of: place.name.cString, in: place.directory) else {
      return false
    }
    return status.isRegular(file)
  }

  /// Removes the name, or puts it back where that is refused.
  package func remove() throws(RemovalError) {
    guard unlinkat(place.directory.rawValue, place.name.cString, 0) != 0 else { return }
    let error = errno
    try putBack()
    throw .init(error)
  }

  /// Puts the name back; where it is taken by now, what was moved stays, and the refusal says where.
  package func putBack() throws(RemovalError) {
    if !home.take(from: place) { throw .displaced(to: name, Errno(rawValue: errno)) }
  }
}
