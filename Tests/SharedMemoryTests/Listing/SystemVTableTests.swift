import Kernel
import SharedMemory
import SystemPackage
import TestSupport
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
      times: Segment.Times.systemV(
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

  @Test func `an event that never happened has no time and no process`() throws {
    let segment = try #require(try Fixture.listing(of: Fixture.table).segments.last)
    let change = Timestamp(seconds: 1_795_243_100)
    #expect(segment.times == Segment.Times.systemV(change: change))
    #expect(segment.lastProcess == nil)
    #expect(segment.attachments == 0)
    #expect(segment.birth == Timestamp(seconds: 1_795_243_100))
    #expect(segment.name == nil)
    #expect(segment.file == nil)
  }

  @Test func `a creator in another PID namespace is unknown`() throws {
    let listing = try Fixture.listing(
      of: """
        \(Fixture.header)
             1      2   600  56  0  0  0  0  0  0  0  0  0  5  0  0

        """)
    let segment = try #require(listing.segments.first)
    #expect(segment.creatorProcess == nil)
  }

  @Test func `sizes can be any 64-bit number`() throws {
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

  /// The columns of the table, of which all but the last two have to be there.
  private static let columns = [
    "key", "shmid", "perms", "size", "cpid", "lpid", "nattch", "uid", "gid", "cuid", "cgid",
    "atime", "dtime", "ctime", "rss", "swap",
  ]

  /// A value that the kernel can write in a column.
  private static func value(of column: String, _ random: inout RandomBytes) -> String {
    switch column {
    case "key", "shmid", "cpid", "lpid": "\(random.number(in: Int32.min...Int32.max))"
    case "perms": String(random.number(in: 0...0o7777), radix: 8)
    case "uid", "gid", "cuid", "cgid": "\(random.number(in: 0...UInt32.max))"
    default: "\(random.number(in: 0...UInt64.max) >> random.number(in: 0...63))"
    }
  }

  @Test(arguments: 0..<6)
  func `rows are read as they were written, in whatever order the columns are`(
    seed: UInt64
  ) throws {
    var random = RandomBytes(seed: seed)
    var columns = Self.columns + ["later"]
    for index in columns.indices { columns.swapAt(index, random.number(in: 0...index)) }
    let rows = (0..<20).map { _ in
      Dictionary(uniqueKeysWithValues: columns.map { ($0, Self.value(of: $0, &random)) })
    }
    let lines = rows.map { row in columns.map { row[$0] ?? "" }.joined(separator: " ") }
    let table = ([columns.joined(separator: "  ")] + lines).map { $0 + "\n" }.joined()
    let listing = try Fixture.listing(of: table)
    #expect(listing.problem == nil)
    try #require(listing.segments.count == rows.count)
    for (segment, row) in zip(listing.segments, rows) {
      #expect(segment.shmID.map { "\($0.rawValue)" } == row["shmid"])
      #expect(segment.key.map { "\(Int32(bitPattern: $0.rawValue))" } == row["key"])
      #expect(segment.mode.map { String($0.rawValue, radix: 8) } == row["perms"])
      #expect("\(segment.size)" == row["size"])
      #expect(segment.attachments.map { "\($0)" } == row["nattch"])
      #expect(segment.owner.map { "\($0.user.rawValue)" } == row["uid"])
      #expect(segment.owner.map { "\($0.group.rawValue)" } == row["gid"])
      #expect(segment.creator.map { "\($0.user.rawValue)" } == row["cuid"])
      #expect(segment.creator.map { "\($0.group.rawValue)" } == row["cgid"])
      #expect(segment.resident.map { "\($0)" } == row["rss"])
      #expect(segment.swapped.map { "\($0)" } == row["swap"])
    }
  }

  @Test(arguments: 0..<6)
  func `damage gives an error, or each line is a segment or is counted`(seed: UInt64) throws {
    var random = RandomBytes(seed: seed)
    for _ in 0..<30 {
      var rows = [Array(Self.columns.joined(separator: " ").utf8)]
      for _ in 0..<5 {
        rows.append(
          Array(
            Self.columns.map { Self.value(of: $0, &random) }
              .joined(separator: " ").utf8))
      }
      let whole = Array(rows.map { $0 + [0x0a] }.joined())
      let table = random.mutated(whole)
      do {
        let listing = try Fixture.listing(of: table)
        var malformed = 0
        if case .malformedLines(_, let count)? = listing.problem?.reason { malformed = count }
        let lines = table.count(where: { $0 == 0x0a }) - 1
        let hasRest = table.last != 0x0a
        #expect(listing.segments.count + malformed == lines + (hasRest ? 1 : 0))
        // A row without damage is read as it would be without the others.
        let left = table.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast()
        guard left.first?.elementsEqual(rows[0]) == true else { continue }
        for row in rows.dropFirst() where left.contains(row[...]) {
          let alone = try Fixture.listing(of: rows[0] + [0x0a] + row + [0x0a])
          #expect(listing.segments.contains(try #require(alone.segments.first)))
        }
      } catch let problem as ReadProblem {
        guard case .missingColumn = problem.reason else {
          Issue.record(problem)
          continue
        }
      }
    }
  }
}
