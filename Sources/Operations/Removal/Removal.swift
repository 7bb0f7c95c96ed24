internal import Kernel
package import SharedMemory
package import SystemPackage

/// Removes segments, one after the other.
///
/// A segment's memory is freed when its last holder releases it, or at once if there is no holder.
///
/// Why: Decisions/29-system-v-removal.md
package final class Removal {
  private let root: FilePath
  /// The directory of the last POSIX segment, kept for the next one.
  private var quarantine: Quarantine?

  /// Removes files from `/dev/shm` below `root`, and System V segments from this IPC namespace.
  package init(root: FilePath = "/") { self.root = root }

  /// Removes one segment; see ``remove(_:unlessHeld:directoryOwner:)``.
  @discardableResult
  package static func remove(_ identity: Identity) throws(RemovalError) -> UInt64? {
    try Removal().remove(identity)
  }

  /// Removes a segment, if it is still the one that was selected.
  ///
  /// Returns the number of attachments that still keep the memory; `nil` for files. A file that has
  /// replaced the selected one is not lost: see ``Quarantine``.
  ///
  /// With `unlessHeld`, it throws ``RemovalError/held`` for an attached segment, and for a file if the
  /// kernel says that anything has it open or mapped. With `directoryOwner`, the directory of a file is
  /// removed with the last file in it, if it has that owner.
  ///
  /// The C functions are `shmctl(IPC_RMID)` and `unlinkat`.
  @discardableResult
  package func remove(
    _ identity: Identity, unlessHeld: Bool = false, directoryOwner: UserID? = nil
  ) throws(RemovalError) -> UInt64? {
    try FileCapabilities.use(for: .removing) { () throws(RemovalError) in
      switch identity {
      case .systemV(let identity):
        let attachments = try check(identity)
        if unlessHeld && attachments > 0 { throw .held }
        do throws(Errno) { try SysVShm.remove(identity.shmID) } catch { throw .init(error) }
        return attachments
      case .posix(let name, let file):
        let (directory, last) = name.split
        let quarantine = try quarantine(for: directory)
        try quarantine.remove(last, file, unlessHeld: unlessHeld)
        quarantine.directoryOwner = directoryOwner
        return nil
      case .unlinked: throw .alreadyRemoved(attachments: nil)
      case .memfd: throw .neverNamed
      }
    }
  }

  /// Throws the error that removal would throw, as far as that can be told without removing.
  package func check(_ identity: Identity) throws(RemovalError) {
    switch identity {
    case .systemV(let identity): _ = try check(identity)
    case .posix(let name, let file):
      let (directory, last) = name.split
      try FileCapabilities.use(for: .removing) { () throws(RemovalError) in
        try quarantine(for: directory).check(last, file)
      }
    case .unlinked: throw .alreadyRemoved(attachments: nil)
    case .memfd: throw .neverNamed
    }
  }

  /// Compares a System V segment with the selected one, and returns its number of attachments.
  ///
  /// `shmctl` takes only the ID of a segment, and no call compares and removes at once. But an ID
  /// is not reused soon: it contains the index in the kernel's table and a counter. The counter runs
  /// through all its values before an ID repeats.
  private func check(_ identity: SystemVIdentity) throws(RemovalError) -> UInt64 {
    let (current, mode, attachments): (SystemVIdentity, FileMode, UInt64)
    do throws(Errno) {
      (current, mode, attachments) = try SystemVStatus.read(identity.shmID, root: root)
    } catch {
      throw .init(error)
    }
    guard current.creatorProcess == identity.creatorProcess,
      current.creatorUser == identity.creatorUser
    else { throw .replaced }
    // A removed segment has lost its key.
    guard !mode.isRemoved else { throw .alreadyRemoved(attachments: attachments) }
    guard current == identity else { throw .replaced }
    return attachments
  }

  func quarantine(for directory: [UInt8]?) throws(RemovalError) -> Quarantine {
    if let quarantine, quarantine.path == directory { return quarantine }
    quarantine = nil
    do throws(Errno) {
      let new = try Quarantine(directory, root: root)
      quarantine = new
      return new
    } catch {
      throw .init(error)
    }
  }
}
