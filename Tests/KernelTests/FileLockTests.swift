import Testing

@testable import SharedMemory
@testable import Kernel
import SystemPackage

/// Locks on files, as the kernel writes them.
struct FileLockTests {
  private static let text = """
    1: POSIX  ADVISORY  WRITE 3187 00:1b:567 0 EOF
    1: -> POSIX  ADVISORY  READ 3188 00:1b:567 0 EOF
    2: FLOCK  ADVISORY  WRITE 3189 fe:01:9 0 EOF
    3: OFDLCK ADVISORY  READ  -1 00:1b:568 0 4095
    4: POSIX  ADVISORY  WRITE 12 <none>:0 0 EOF
    5: LEASE
    6: FLOCK  ADVISORY  READ 3190 00:1b:18446744073709551616 0 EOF

    """

  private var locks: FileLocks { FileLocks(Array(Self.text.utf8)) }

  private func lock(
    _ process: Int32?, _ device: UInt64, _ inode: UInt64, isForWriting: Bool = false
  ) -> FileLocks.Lock {
    FileLocks.Lock(
      process: process.map { ProcessID(rawValue: $0) }, device: device, inode: inode,
      isForWriting: isForWriting)
  }

  @Test func `locks are parsed with those that wait, and malformed lines are skipped`() {
    #expect(
      locks.locks == [
        lock(3187, 0x1b, 567, isForWriting: true), lock(3188, 0x1b, 567), lock(3189, 0xfe01, 9),
        lock(nil, 0x1b, 568),
      ])
  }

  private func scan(unreadable: [Int32], read: [Int32] = []) -> HolderScan {
    var scan = HolderScan(timestamp: .now)
    scan.shm = ShmDirectory(device: 0x1b)
    for process in read {
      scan.living[ProcessID(rawValue: process)] = HolderScan.RunningProcess(start: nil, command: [])
    }
    for process in unreadable {
      scan.add(unreadable: ProcessID(rawValue: process), of: UserID(rawValue: 7))
    }
    scan.add(locks.locks.filter { $0.device == 0x1b }) {
      Holder(process: $0, user: UserID(rawValue: 7), command: Array("x".utf8))
    }
    return scan
  }

  @Test func `a process that owns a lock and cannot be read is a holder`() throws {
    let scan = scan(unreadable: [3187])
    let holders = try #require(scan.holders[.file(inode: 567)])
    #expect(holders.map(\.process.rawValue) == [3187])
    #expect(holders[0].descriptors == 0)
    #expect(holders[0].how == .lock)
    #expect(holders[0].isWritable)
  }

  @Test func `a process that was read and owns a lock is a holder if no other is found`() {
    let scan = scan(unreadable: [], read: [3187])
    #expect(scan.holders[.file(inode: 567)]?.map(\.process.rawValue) == [3187])
  }

  @Test func `a lock without a running owner reveals an unknown holder`() {
    #expect(
      scan(unreadable: []).lockedByUnseen == [.file(inode: 567), .file(inode: 568)])
    #expect(scan(unreadable: [3187]).lockedByUnseen == [.file(inode: 568)])
  }

  @Test func `a file with the same inode on another device is another file`() {
    #expect(scan(unreadable: [3189]).holders[.file(inode: 9)] == nil)
  }
}
