import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

/// What can be wrong with the file system at `/dev/shm`.
struct ShmFaultTests {
  private func listing(
    _ usage: FileSystemUsage? = FileSystemUsage(size: 1, used: 1), mode: UInt32? = 0o41777
  ) -> POSIXDirectory.Listing {
    var listing = POSIXDirectory.Listing()
    listing.usage = usage
    listing.mode = mode.map { FileMode(rawValue: $0) }
    return listing
  }

  @Test func `a tmpfs as it should be has none`() {
    #expect(ShmFault.faults(of: listing(), MountTable([])).isEmpty)
  }

  @Test func `all faults are found, the worst first`() {
    let faults = ShmFault.faults(
      of: listing(
        FileSystemUsage(type: .other, size: 1, used: 1, isReadOnly: true, isNoExec: true),
        mode: 0o40755), nil)
    #expect(
      faults == [
        .notTmpfs(.other), .readOnly, .mode(FileMode(rawValue: 0o40755)), .noExec,
      ])
    #expect(faults.filter(\.affectsListing) == [.notTmpfs(.other)])
    #expect(!ShmFault.noExec.isAlarming)
  }

  @Test func `a covered mount whose use is unknown is reported as such`() {
    let mounts = MountTable(
      Array(
        """
        25 24 0:4095 / /dev/shm rw - btrfs lower rw
        30 25 0:27 / /dev/shm rw - tmpfs upper rw
        """.utf8))
    #expect(ShmFault.faults(of: listing(), mounts) == [.covers(.unknown)])
  }

  @Test func `nothing is said of what could not be read`() {
    #expect(ShmFault.faults(of: listing(nil, mode: nil), nil).isEmpty)
  }
}
