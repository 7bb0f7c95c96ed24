import Formatting
import Query
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// One segment as JSON, whole.
struct JSONSegmentTests {
  private func written(_ segment: Segment) throws -> String {
    let snapshot = Snapshot(timestamp: Samples.now, segments: [segment], accounts: Samples.accounts)
    var bytes: [UInt8] = []
    try snapshot.writeJSON(segmentsAt: [0]) { bytes += $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    let start = try #require(text.firstRange(of: "\"segments\":["))
    let end = try #require(text.firstRange(of: "],\"others\""))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test func `a System V segment is written whole`() throws {
    #expect(
      try written(Samples.segments[0]) == """
        {"id":"sysv:32769","kind":"sysv","name":null,"name_bytes":null,"key":"0x0052e2c1",\
        "shmid":32769,"device":null,"inode":32769,"size":56,"allocated":4096,"resident":4096,\
        "swapped":0,"mode":"0600","uid":1000,"user":"ann","gid":1000,"group":"staff",\
        "creator_uid":1000,"creator_gid":1000,"creator_pid":3187,"creator_command":null,\
        "last_pid":3190,"attached":6,"locked":false,"removed":false,"state":null,"reasons":null,\
        "application":"PostgreSQL","create_time":null,"attach_time":"2026-11-21T05:20:00Z",\
        "detach_time":null,"change_time":"2026-11-20T05:20:11Z","modify_time":null,"holders":null}
        """)
  }

  @Test func `a POSIX segment is written whole`() throws {
    #expect(
      try written(Samples.segments[3]) == """
        {"id":"posix:/sem.mp-k2","kind":"semaphore","name":"/sem.mp-k2","name_bytes":null,\
        "key":null,"shmid":null,"device":25,"inode":12,"size":32,"allocated":4096,\
        "resident":null,"swapped":null,"mode":"0644","uid":1000,"user":"ann","gid":1000,\
        "group":"staff","creator_uid":null,"creator_gid":null,"creator_pid":null,\
        "creator_command":null,"last_pid":null,"attached":null,"locked":null,"removed":false,\
        "state":null,"reasons":null,"application":"Python","create_time":"2026-11-21T05:15:11Z",\
        "attach_time":null,"detach_time":null,"change_time":"2026-11-21T05:15:11Z",\
        "modify_time":"2026-11-21T05:15:11Z","holders":null}
        """)
  }

  // The larger ones are written by several threads.
  @Test(arguments: [500, 1536, 2303, 2304, 4000])
  func `a large document is written in pieces and in order`(count: Int) throws {
    let segments = (0..<count).map { Samples.systemV(Int32($0)) }
    var pieces: [Int] = []
    var bytes: [UInt8] = []
    try Snapshot(timestamp: Samples.now, segments: segments).writeJSON(segmentsAt: Array(0..<count))
    {
      pieces.append($0.count)
      bytes += $0
    }
    #expect(pieces.count > 3)
    #expect(pieces.allSatisfy { $0 < 80_000 })
    let document = try JSONValue(document: bytes)
    let written = document["segments"]?.elements.map { $0["id"] }
    #expect(written == (0..<count).map { .string("sysv:\($0)") })
    #expect(bytes.last == 0x0a)
  }

  @Test(arguments: [500, 4000])
  func `writing ends when the output fails`(count: Int) {
    let segments = (0..<count).map { Samples.systemV(Int32($0)) }
    let snapshot = Snapshot(timestamp: Samples.now, segments: segments)
    var pieces = 0
    #expect(throws: Errno.noSpace) {
      try snapshot.writeJSON(segmentsAt: Array(0..<count)) { (_: [UInt8]) throws(Errno) in
        pieces += 1
        throw Errno.noSpace
      }
    }
    #expect(pieces == 1)
  }
}
