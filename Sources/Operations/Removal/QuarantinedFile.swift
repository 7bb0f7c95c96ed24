private import Glibc
package import Kernel
package import SharedMemory
internal import SystemPackage

/// A file that was moved into a private directory, to be removed or put back.
///
/// Why: Decisions/27-quarantine.md
package struct QuarantinedFile {
  /// A name in an open directory.
  struct Location {
    let entry: DirectoryEntry
    /// The path of the directory below `/dev/shm`; `nil` for `/dev/shm` itself.
    let path: [UInt8]?

    init(directory: FileDescriptor, path: [UInt8]?, name: [UInt8]) {
      entry = DirectoryEntry(name, in: directory)
      self.path = path
    }

    /// The full name below `/dev/shm`.
    var fullName: ShmName { ShmName((path.map { $0 + [UInt8(ascii: "/")] } ?? []) + entry.name) }
  }

  /// Its name before it was moved.
  let original: Location
  /// Its current name.
  let current: Location

  /// Its current name below `/dev/shm`.
  package var name: ShmName { current.fullName }

  /// Whether it is the selected file, and a regular file.
  package func isSame(as file: FileIdentity) -> Bool {
    (try? current.entry.status())?.isRegular(file) == true
  }

  /// Removes the file, or puts it back if removal is refused.
  package func remove() throws(RemovalError) {
    do throws(Errno) { try current.entry.remove() } catch {
      try putBack()
      throw .init(error)
    }
  }

  /// Removes the name if nothing holds the file, else puts it back.
  ///
  /// The lease is kept until the name is gone, so nothing can open the file in between. If this user may
  /// take no lease, held or not, the name is removed. Any other error puts it back.
  ///
  /// Why: Decisions/43-ask-the-kernel.md
  func removeUnlessHeld() throws(RemovalError) {
    guard FileLease.areReliable else { return try remove() }
    // Another program that opens another name of the file waits for the lease. So this program must not
    // be stopped meanwhile.
    try DelayedSignals.perform(delaying: DelayedSignals.stops) { () throws(RemovalError) in
      try removeUnderLease()
    }
  }

  private func removeUnderLease() throws(RemovalError) {
    let answer: FileLease?
    do throws(Errno) { answer = try lease() } catch {
      if FileLease.isRefused(error) { return try remove() }
      try putBack()
      throw .init(error)
    }
    guard let lease = answer else {
      try putBack()
      throw .held
    }
    let result = Result { () throws(RemovalError) in try remove() }
    lease.release()
    return try result.get()
  }

  /// A lease on the file; `nil` if it is held.
  private func lease() throws(Errno) -> FileLease? {
    try FileLease.patiently { () throws(Errno) in
      try current.entry.open(O_RDONLY | O_NONBLOCK)
    }
  }

  /// Moves the file back to its original name.
  ///
  /// If that name is now taken, the file stays where it is, and ``RemovalError/displaced(to:_:)`` gives
  /// its path.
  package func putBack() throws(RemovalError) {
    do throws(Errno) { try current.entry.moveBack(to: original.entry) } catch {
      throw .displaced(to: name, error)
    }
  }
}
