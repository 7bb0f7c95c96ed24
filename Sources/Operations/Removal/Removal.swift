internal import Kernel
package import SharedMemory
package import SystemPackage

/// Removes segments, one after the other.
///
/// The memory is freed when the last holder releases it, or at once if there is none.
///
/// Why: Decisions/29-system-v-removal.md
package final class Removal {
  private let root: FilePath
  /// The directory of the latest POSIX name, with the private directory that was created in it.
  private var place: Quarantine?

  /// Removals from `/dev/shm` below `root`; System V segments are in this process's namespace.
  package init(root: FilePath = "/") { self.root = root }

  /// Removes one segment; see ``remove(_:)-swift.method``.
  @discardableResult
  package static func remove(_ identity: Identity) throws(RemovalError) -> UInt64? {
    try Removal().remove(identity)
  }

  /// Removes the segment, if it still is the one that was selected.
  ///
  /// Returns the number of attachments that still keep the memory; `nil` if unknown. A file that
  /// replaced the selected one is never lost: see ``Quarantine``.
  @discardableResult
  package func remove(_ identity: Identity) throws(RemovalError) -> UInt64? {
    switch identity {
    case .systemV(let identity):
      let attachments = try check(identity)
      do throws(Errno) { try SysVShm.remove(identity.shmID) } catch { throw .init(error) }
      return attachments
    case .posix(let name, let file):
      let (directory, last) = name.split
      try place(directory).remove(last, file)
      return nil
    case .unlinked: throw .alreadyRemoved(attachments: nil)
    case .memfd: throw .neverNamed
    }
  }

  /// Throws the error that removal would throw, and removes nothing.
  package func check(_ identity: Identity) throws(RemovalError) {
    switch identity {
    case .systemV(let identity): _ = try check(identity)
    case .posix(let name, let file):
      let (directory, last) = name.split
      try place(directory).check(last, file)
    case .unlinked: throw .alreadyRemoved(attachments: nil)
    case .memfd: throw .neverNamed
    }
  }

  /// Compares a System V segment with the selected one, and returns its number of attachments.
  ///
  /// `shmctl` takes only the ID of a segment, and no call compares and removes at once. But an ID
  /// is not reused soon: besides the index in the kernel's table it contains a counter. The counter
  /// runs through all its values before an ID repeats.
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

  private func place(_ directory: [UInt8]?) throws(RemovalError) -> Quarantine {
    if let place, place.path == directory { return place }
    place = nil
    do throws(Errno) {
      let new = try Quarantine(directory, root: root)
      place = new
      return new
    } catch {
      throw .init(error)
    }
  }
}
