import Kernel
import Formatting
import Query
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Snapshots as JSON, read back.
struct JSONTests {
  private static let snapshot = Snapshot(
    timestamp: Samples.now, segments: Samples.segments,
    others: [
      NonSegment(
        name: ShmName(Array("pipe\n".utf8) + [0xff]), type: .fifo, owner: Samples.owner,
        identity: FileIdentity(device: 25, inode: 9, birth: nil))
    ],
    limits: KernelLimits(
      segments: 4096, segmentSize: 18_446_744_073_692_774_399, pages: .max, pageSize: 4096),
    fileSystem: FileSystemUsage(size: 1 << 34, used: 4096, inodes: 50, usedInodes: 7),
    accounts: Samples.accounts)

  private func bytes(of snapshot: Snapshot, at positions: [Int]? = nil) throws -> [UInt8] {
    try #require(UTF8Locale.isTaken)
    var bytes: [UInt8] = []
    let all = Array(snapshot.segments.indices)
    try snapshot.writeJSON(segmentsAt: positions ?? all) { bytes += $0 }
    return bytes
  }

  private func document(_ snapshot: Snapshot = snapshot) throws -> JSONValue {
    try JSONValue(document: bytes(of: snapshot))
  }

  @Test func `the document has every key of its schema`() throws {
    let document = try document()
    #expect(
      document.keys == [
        "schema", "taken", "complete", "processes", "unreadable_processes", "in_flight", "limits",
        "segments",
        "others",
      ])
    #expect(
      document["limits"]?.keys == [
        "shmmni", "shmmax", "shmall", "sysv_segments", "shm_filesystem_size",
        "shm_filesystem_used", "shmall_pages_used", "shm_filesystem_inodes",
        "shm_filesystem_inodes_used",
      ])
    #expect(document["segments"]?.elements.count == 5)
    for segment in document["segments"]?.elements ?? [] {
      #expect(segment.keys == Set(Field.all.flatMap(\.json).map(\.key.description)))
    }
  }

  @Test func `what could not be looked at is null`() throws {
    func document(_ directory: [UInt8]) throws -> JSONValue {
      let problem = ReadProblem("/dev/shm", .failed(.permissionDenied), directory: directory)
      return try self.document(
        Snapshot(timestamp: Samples.now, segments: Samples.segments, problems: [problem]))
    }
    for key in ["complete", "processes", "unreadable_processes", "in_flight", "others"] {
      #expect(try document([])[key] == .null, "\(key)")
    }
    // A directory in /dev/shm.
    #expect(try document(Array("x".utf8))["others"] == .array([]))
  }

  @Test func `numbers of any size are exact`() throws {
    let document = try document()
    #expect(document["schema"] == .number(1))
    #expect(document["taken"] == .string("2026-11-21T05:20:11Z"))
    let limits = try #require(document["limits"])
    #expect(limits["shmmni"] == .number(4096))
    #expect(limits["shmmax"] == .number(18_446_744_073_692_774_399))
    #expect(limits["shmall"] == .number(.max))
    #expect(limits["sysv_segments"] == .number(2))
    #expect(limits["shm_filesystem_size"] == .number(1 << 34))
    #expect(limits["shm_filesystem_used"] == .number(4096))
    // 56 bytes and 384 KiB, in whole pages.
    #expect(limits["shmall_pages_used"] == .number(97))
    #expect(limits["shm_filesystem_inodes"] == .number(50))
    #expect(limits["shm_filesystem_inodes_used"] == .number(7))
  }

  @Test func `System V segments that could not be listed are not counted as none`() throws {
    let document = try document(
      Snapshot(
        timestamp: Samples.now, segments: [Samples.posix("x")], limits: Self.snapshot.limits,
        unlisted: [.systemV]))
    #expect(document["limits"]?["sysv_segments"] == .null)
    #expect(document["limits"]?["shmall_pages_used"] == .null)
  }

  @Test func `a value that is not known is null`() throws {
    let document = try document(Snapshot(timestamp: Samples.now, segments: [Samples.posix("x")]))
    for key in ["complete", "processes", "unreadable_processes"] {
      #expect(document[key] == .null)
    }
    for key in [
      "shmmni", "shmmax", "shmall", "shm_filesystem_size", "shm_filesystem_used",
      "shmall_pages_used", "shm_filesystem_inodes", "shm_filesystem_inodes_used",
    ] {
      #expect(document["limits"]?[key] == .null)
    }
    let segment = try #require(document["segments"]?.elements.first)
    #expect(segment["resident"] == .null)
    #expect(segment["user"] == .null)
    #expect(segment["state"] == .null)
  }

  @Test func `a hostile name is escaped, and its bytes are written too`() throws {
    let segment = try #require(try document()["segments"]?.elements.last)
    #expect(segment["name"] == .string("/evil\\e[2J \\u{202e}\"x"))
    #expect(segment["id"] == .string("posix:/evil\\e[2J \\u{202e}\"x"))
    #expect(segment["name_bytes"] == .string("2f6576696c1b5b324a20e280ae2278"))
    let other = try #require(try document()["others"]?.elements.first)
    #expect(
      other
        == .object([
          "name": .string("/pipe\\n\\xff"), "name_bytes": .string("2f706970650aff"),
          "type": .string("FIFO"), "uid": .number(1000), "user": .string("ann"),
        ]))
  }

  @Test(
    arguments: [
      ("plain", false), ("grün", false), ("quote\"", false), ("back\\slash", true), (" x", true),
      ("a\nb", true), ("\u{202e}", true),
    ])
  func `the bytes of a name are written if its text differs from them`(
    name: String, hasBytes: Bool
  ) throws {
    let document = try document(Snapshot(timestamp: Samples.now, segments: [Samples.posix(name)]))
    let segment = try #require(document["segments"]?.elements.first)
    #expect((segment["name_bytes"] != .null) == hasBytes)
  }

  @Test func `selected segments are written in the requested order`() throws {
    let document = try JSONValue(document: bytes(of: Self.snapshot, at: [3, 0]))
    let ids = document["segments"]?.elements.map { $0["id"] }
    #expect(ids == [.string("posix:/sem.mp-k2"), .string("sysv:32769")])
    let none = try JSONValue(document: bytes(of: Self.snapshot, at: []))
    #expect(none["segments"] == .array([]))
  }
}
