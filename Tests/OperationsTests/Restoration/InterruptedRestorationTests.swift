import Contents
import Glibc
import Kernel
import Operations
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Restorations that are stopped before they are complete.
struct InterruptedRestorationTests {
  private let owner = Ownership(
    user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid()))

  private func make(_ name: SegmentMetadata.Name, shouldContinue: Bool) throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try file.write([1, 2, 3], at: 4096)
      let metadata = SegmentMetadata(
        name: name, size: 3 * 4096, mode: FileMode(rawValue: 0o600), owner: owner)
      _ = try Restoration.restore(metadata, from: SavedFile(file.path)) { shouldContinue }
    }
  }

  @Test func `a System V segment that is not whole does not stay`() throws {
    let key = uniqueKey()
    defer { shmctl(shmget(key, 0, 0), IPC_RMID, nil) }
    let place = SegmentMetadata.Name.systemV(IPCKey(rawValue: UInt32(bitPattern: key)))
    #expect(throws: Restoration.Refusal.interrupted) { try make(place, shouldContinue: false) }
    #expect(shmget(key, 0, 0) == -1)
    try make(place, shouldContinue: true)
    #expect(shmget(key, 0, 0) >= 0)
  }

  @Test func `nor does a POSIX segment`() throws {
    let name = Unique.name()
    let place = SegmentMetadata.Name.posix(ShmName(name.utf8))
    defer { unlink("/dev/shm/\(name)") }
    #expect(throws: Restoration.Refusal.interrupted) { try make(place, shouldContinue: false) }
    #expect(access("/dev/shm/\(name)", F_OK) != 0)
    try make(place, shouldContinue: true)
    #expect(access("/dev/shm/\(name)", F_OK) == 0)
  }

  /// Restores a copy of one page under a key or a name, of which `metadata` may say something else.
  private func restore(
    _ name: SegmentMetadata.Name, from copy: FilePath, size: UInt64 = 4096,
    checksum: ContentsChecksum? = nil, while shouldContinue: @escaping () -> Bool = { true }
  ) throws {
    _ = try Restoration.restore(
      SegmentMetadata(
        name: name, size: size, mode: FileMode(rawValue: 0o600), owner: owner, creator: owner,
        checksum: checksum),
      from: SavedFile(copy), while: shouldContinue)
  }

  @Test(arguments: [true, false])
  func `no copy of another size or with other bytes is restored`(isSystemV: Bool) throws {
    let (key, file) = (uniqueKey(), Unique.name())
    defer {
      shmctl(shmget(key, 0, 0), IPC_RMID, nil)
      unlink("/dev/shm/\(file)")
    }
    let name: SegmentMetadata.Name =
      isSystemV
      ? .systemV(IPCKey(rawValue: UInt32(bitPattern: key))) : .posix(ShmName(file.utf8))
    try FileTree.with { folder in
      let copy = folder.path.appending("copy")
      try folder.write([UInt8](repeating: 7, count: 4096), to: "copy")
      for size in [4095, 4097] as [UInt64] {
        #expect(throws: Restoration.Refusal.wrongSize(4096)) {
          try restore(name, from: copy, size: size)
        }
      }
      let wrong = ContentsChecksum([UInt8](repeating: 1, count: 32))
      #expect(throws: Restoration.Refusal.wrongBytes) {
        try restore(name, from: copy, checksum: wrong)
      }
      // The copy loses its end while it is read.
      try folder.write([UInt8](repeating: 7, count: 1 << 18), to: "copy")
      #expect(throws: Restoration.Refusal.wrongSize(1 << 17)) {
        try restore(name, from: copy, size: 1 << 18) {
          truncate(copy.string, 1 << 17)
          return true
        }
      }
    }
    #expect(shmget(key, 0, 0) == -1)
    #expect(access("/dev/shm/\(file)", F_OK) != 0)
  }

  private func uniqueKey() -> Int32 {
    Int32(bitPattern: 0x6b38_0000 | Unique.number() & 0xffff)
  }

  /// What becomes of a restore whose key has a segment of one byte with a mode.
  private func refusal(mode: Int32, by make: (() throws -> Int32) throws -> Int32) throws
    -> (Restoration.Refusal?, ShmID)
  {
    let key = uniqueKey()
    let number = try make { try checked { shmget(key, 1, IPC_CREAT | IPC_EXCL | mode) } }
    defer { _ = try? make { shmctl(number, IPC_RMID, nil) } }
    let place = SegmentMetadata.Name.systemV(IPCKey(rawValue: UInt32(bitPattern: key)))
    do {
      try self.make(place, shouldContinue: true)
      return (nil, ShmID(rawValue: number))
    } catch let error as Restoration.Refusal { return (error, ShmID(rawValue: number)) }
  }

  @Test func `a segment of mode 0 is what a killed restore has left`() throws {
    let (refusal, number) = try refusal(mode: 0) { try $0() }
    #expect(refusal == .halfMade(number))
    #expect(try self.refusal(mode: 0o600) { try $0() }.0 == .nameTaken)
    // It is attached, so a restore may still be at work.
    var address: UnsafeMutableRawPointer?
    defer { shmdt(address) }
    let attached = try self.refusal(mode: 0) { make in
      let number = try make()
      if address == nil { address = shmat(number, nil, SHM_RDONLY) }
      return number
    }
    if address != UnsafeMutableRawPointer(bitPattern: -1) {
      #expect(attached.0 == .nameTaken)
    }
  }

  @Test(.needs(.setUserID)) func `a segment of mode 0 of another user is not`() throws {
    let (refusal, _) = try refusal(mode: 0) { make in try OtherUser.perform(make) }
    #expect(refusal == .nameTaken)
  }
}
