package import Contents
private import Glibc
internal import Kernel
package import SharedMemory
internal import SystemPackage

/// A segment that this process holds, so that its memory stays, for the lifetime of the value.
///
/// A file is open and mapped: a list does not count a mere descriptor of this program as a holder, because
/// another run that asks the kernel has one for a moment. A System V segment is attached read-only, also one
/// that was removed.
///
/// Why: Decisions/98-a-hold-is-an-ordinary-holder.md
package final class SegmentHold {
  private enum Place {
    case file(OwnedFile, FileMapping?)
    case attachment(UnsafeMutableRawPointer)
  }

  private let place: Place

  private init(_ place: Place) { self.place = place }

  deinit {
    if case .attachment(let address) = place { SysVShm.detach(address) }
  }

  /// Why a segment is not held.
  package enum Problem: Error, Hashable, Sendable {
    case notFound(ChangeError)
    /// `kernel.shm_rmid_forced` is on: the detach at the end would destroy the segment.
    case wouldDestroy
  }

  /// What a hold changes beside the holders.
  package static func sideEffects(on segment: Segment) -> AccessMethod.SideEffects {
    if segment.kind == .systemV { return .staysAttached }
    // Only the owner and root may open a file without its access time moving.
    let isOwn = getuid() == 0 || segment.owner?.user.rawValue == getuid()
    return isOwn ? .nothing : .accessTime
  }

  /// Takes hold of a segment, if it is still the one that was selected.
  package static func take(_ segment: Segment) throws(Problem) -> SegmentHold {
    let target = try finding { () throws(ChangeError) in try ChangeTarget.find(segment) }
    switch target {
    case .file(let found):
      let file = try finding { () throws(ChangeError) in try found.open(O_RDONLY) }
      return SegmentHold(.file(file, try? FileMapping(ofStartOf: file.file)))
    case .systemV(let shmID, _, let attachments):
      guard attachments > 0 || ShmRmidForced.isEnabled() == false else { throw .wouldDestroy }
      return try finding { () throws(ChangeError) in try attach(shmID, segment) }
    }
  }

  private static func finding<Value>(
    _ find: () throws(ChangeError) -> Value
  ) throws(Problem) -> Value {
    do throws(ChangeError) { return try find() } catch { throw .notFound(error) }
  }

  private static func attach(
    _ shmID: ShmID, _ segment: Segment
  ) throws(ChangeError) -> SegmentHold {
    let hold: SegmentHold
    do throws(Errno) {
      hold = SegmentHold(.attachment(try SysVShm.attach(shmID, isWritable: false)))
    } catch {
      throw ChangeError(error)
    }
    // Now that it is attached, its ID cannot become another's. If it is another, the hold ends here.
    _ = try ChangeTarget.find(segment)
    return hold
  }
}
