import Formatting
import Kernel
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Events as `shmtop events` prints them.
struct SegmentEventTests {
  private func line(_ change: SegmentEvent.Change, _ segment: Segment) -> String {
    var format = Samples.format
    format.times = .iso
    return DisplayText(SegmentEvent(change, segment), format).string
  }

  private var holder: Holder {
    Holder(
      process: ProcessID(rawValue: 7), user: UserID(rawValue: 1000), command: Array("a\u{1b}b".utf8)
    )
  }

  @Test func `a line has the time, the change, the ID, the size and the owner`() {
    let file = Samples.posix("data", size: 8 << 20)
    #expect(line(.created, file) == "2026-11-21T05:20:11Z created posix:/data 8M ann")
    #expect(
      line(.grown(from: 4 << 20), file)
        == "2026-11-21T05:20:11Z grown   posix:/data 8M ann, from 4M")
    #expect(
      line(.letGo(by: holder), file)
        == #"2026-11-21T05:20:11Z let-go  posix:/data 8M ann, by a\eb(7)"#)
    #expect(
      line(.held(by: nil), file)
        == "2026-11-21T05:20:11Z held    posix:/data 8M ann, by a process that was not seen")
    #expect(
      line(.freed, Samples.systemV(5, key: 0x52_e2c1))
        == "2026-11-21T05:20:11Z freed   sysv:5 0x0052e2c1 1 ann")
    #expect(
      line(.created, Samples.memfd("x")) == "2026-11-21T05:20:11Z created memfd:1:9 memfd:x 1")
  }

  @Test func `names are escaped and stay on their line`() {
    let line = line(.created, Samples.posix("a\nb\u{1b}[2J"))
    #expect(line.contains(#"posix:/a\nb\e[2J"#))
  }

  @Test func `a line of JSON has every key`() throws {
    let segment = Samples.posix("a\"b", size: 2)
    var bytes: [UInt8] = []
    try Snapshot(timestamp: Samples.now, segments: [segment], accounts: Samples.accounts)
      .writeJSONLines(
        of: [SegmentEvent(.grown(from: 1), segment), SegmentEvent(.held(by: holder), segment)]
      ) { bytes += $0 }
    let lines = try bytes.split(separator: UInt8(ascii: "\n")).map {
      try JSONValue(document: Array($0))
    }
    try #require(lines.count == 2)
    for line in lines {
      #expect(line.keys == ["schema", "taken", "event", "previous_size", "process", "segment"])
      #expect(line["segment"]?["id"] == .string("posix:/a\"b"))
      #expect(line["taken"] == .string("2026-11-21T05:20:11Z"))
    }
    #expect(lines[0]["event"] == .string("grown"))
    #expect(lines[0]["previous_size"] == .number(1))
    #expect(lines[0]["process"] == .null)
    #expect(lines[1]["previous_size"] == .null)
    #expect(lines[1]["process"]?["pid"] == .number(7))
    #expect(lines[1]["process"]?["user"] == .string("ann"))
    #expect(lines[1]["process"]?["command"] == .string(#"a\eb"#))
  }
}
