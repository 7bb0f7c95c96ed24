internal import Kernel
package import SharedMemory
package import SystemPackage

/// Removes segments, one after the other.
///
/// The memory is freed with the last holder, at once if there is none.
///
/// Why: Decisions/29-system-v-removal.md
package final class Removal {
  private let root: FilePath
  /// The directory of the latest POSIX name, with the private directory that was made in it.
  private var place: Quarantine?

  /// A run of removals from `/dev/shm` below `root`; System V segments are those of this process.
  package init(root: FilePath = "/") { self.root = root }

  /// Removes one segment; see ``remove(_:)-swift.method``.
  @discardableResult
  package static func remove(_ identity: Identity) throws(RemovalError) -> UInt64? {
    try Removal().remove(identity)
  }

  /// Removes the segment, if it still is the one that was chosen.
  ///
  /// Returns how many attachments keep the memory for now; `nil` if unknown. What took the place of
  /// a file is never lost, whenever it came: see ``Quarantine``.
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

  /// Refuses what would be refused, and removes nothing.
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

  /// Compares a System V segment with what was chosen, and returns its attachments.
  ///
  /// `shmctl` knows a segment by its number alone, and nothing can compare and remove at once. A number
  /// does not come back soon, though: beside the place in the kernel's table it holds a counter, which
  /// goes on whenever places are given out anew, so that all its values are used up before.
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
    // What is removed has lost its key.
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
