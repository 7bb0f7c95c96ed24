import Kernel
import SharedMemory
import SystemPackage
import Testing

/// The rows of `/proc/sysvipc/shm`.
struct SystemVTableTests {
  @Test func `a row becomes a segment with every value`() throws {
    let listing = try Fixture.listing(of: Fixture.table)
    #expect(listing.problem == nil)
    let expected = Segment(
      identity: .systemV(
        SystemVIdentity(
          shmID: ShmID(rawValue: 32769), key: IPCKey(rawValue: 5_432_001),
          change: Timestamp(seconds: 1_795_150_800), creatorProcess: ProcessID(rawValue: 3187),
          creatorUser: UserID(rawValue: 1000))),
      kind: .systemV, size: 56, allocated: 4096, resident: 4096, swapped: 0,
      mode: FileMode(rawValue: 0o600),
      owner: Ownership(user: UserID(rawValue: 1000), group: GroupID(rawValue: 1000)),
      creator: Ownership(user: UserID(rawValue: 1000), group: GroupID(rawValue: 1000)),
      creatorProcess: ProcessID(rawValue: 3187), lastProcess: ProcessID(rawValue: 3190),
      attachments: 6,
      times: Segment.Times(
        attach: Timestamp(seconds: 1_795_237_200), change: Timestamp(seconds: 1_795_150_800)))
    #expect(listing.segments.first == expected)
    #expect(listing.segments.count == 3)
  }

  @Test func `the bits of the mode say that a segment is removed and locked`() throws {
    let segments = try Fixture.listing(of: Fixture.table).segments
    #expect(segments.map(\.isRemoved) == [false, true, false])
    #expect(segments.map(\.isLocked) == [false, true, false])
    #expect(segments.map(\.mode?.accessPermissions.rawValue) == [0o600, 0o600, 0o644])
  }

  @Test func `a removed segment has lost its key and not its creator`() throws {
    let removed = try #require(try Fixture.listing(of: Fixture.table).segments.dropFirst().first)
    #expect(removed.key == .private)
    #expect(removed.owner?.user.rawValue == 120)
    #expect(removed.creator?.user.rawValue == 0)
    #expect(removed.allocated == 393216)
    #expect(removed.resident == 262144)
    #expect(removed.swapped == 131072)
  }

  @Test func `a key that the kernel writes as negative is the same key`() throws {
    let segment = try #require(try Fixture.listing(of: Fixture.table).segments.last)
    #expect(segment.key == IPCKey(rawValue: 0x90c2_f991))
    #expect(segment.shmID == ShmID(rawValue: 7))
  }

  @Test func `what never happened has no time and no process`() throws {
    let segment = try #require(try Fixture.listing(of: Fixture.table).segments.last)
    #expect(segment.times == Segment.Times(change: Timestamp(seconds: 1_795_243_100)))
    #expect(segment.lastProcess == nil)
    #expect(segment.attachments == 0)
    #expect(segment.born == Timestamp(seconds: 1_795_243_100))
    #expect(segment.name == nil)
    #expect(segment.file == nil)
  }

  @Test func `a creator in another PID namespace is nobody that is known`() throws {
    let listing = try Fixture.listing(
      of: """
        \(Fixture.header)
             1      2   600  56  0  0  0  0  0  0  0  0  0  5  0  0

        """)
    let segment = try #require(listing.segments.first)
    #expect(segment.creatorProcess == nil)
  }

  @Test func `sizes can be all that 64 bits hold`() throws {
    let largest = "18446744073709551615"
    let listing = try Fixture.listing(
      of: """
        \(Fixture.header)
             1      2   600  \(largest)  3  4  \(largest)  0  0  0  0  \(largest)  6  7  \(largest)  1

        """)
    let segment = try #require(listing.segments.first)
    #expect(segment.size == .max)
    #expect(segment.allocated == .max)
    #expect(segment.attachments == .max)
    #expect(segment.times.attach == Timestamp(seconds: .max))
  }

  @Test func `a table longer than one read is read whole`() throws {
    let row = "  1  7  600  56  3  4  0  0  0  0  0  0  0  5  4096  0\n"
    let table = Fixture.header + "\n" + String(repeating: row, count: 5000)
    let listing = try Fixture.listing(of: table)
    #expect(listing.segments.count == 5000)
    #expect(listing.problem == nil)
  }
}
