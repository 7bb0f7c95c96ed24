import Kernel
import Formatting
import Query
import SafeText
import SharedMemory
import Testing

/// What people call a segment.
struct SelectorTests {
  private static func name(_ text: String) -> ShmName { ShmName(text.utf8) }

  @Test(
    arguments: [
      ("sysv:32769", .shmID(ShmID(rawValue: 32769))),
      ("sysv:0", .shmID(ShmID(rawValue: 0))),
      ("key:0x52e2c1", .key(IPCKey(rawValue: 0x52_e2c1))),
      ("key:0xFFFFFFFF", .key(IPCKey(rawValue: .max))),
      ("key:5432001", .key(IPCKey(rawValue: 5_432_001))),
      ("key:-1", .key(IPCKey(rawValue: .max))),
      ("key:4294967295", .key(IPCKey(rawValue: .max))),
      ("posix:/psm", .name(name("psm"))),
      ("posix:/a\\nb\\x20", .name(name("a\nb "))),
      ("posix:/d/x", .name(name("d/x"))),
      ("posix:/sem.x", .name(name("sem.x"))),
      ("/psm", .name(name("psm"))),
      ("/a\\nb", .name(name("a\\nb"))),
      ("/7", .name(name("7"))),
      ("psm", .bare(name("psm"), nil)),
      ("32769", .bare(name("32769"), ShmID(rawValue: 32769))),
      ("7x", .bare(name("7x"), nil)),
      ("4294967296", .bare(name("4294967296"), nil)),
      ("SYSV:1", .bare(name("SYSV:1"), nil)),
    ] as [(String, Selector)])
  func `a selector is read`(text: String, selector: Selector) {
    #expect(Selector(Array(text.utf8)) == selector)
  }

  @Test(
    arguments: [
      "", "/", "posix:", "posix:/", "posix:psm", "posix:/\\q", "posix:/\\", "sysv:", "sysv:x",
      "sysv:0x1", "sysv:2147483648", "sysv: 1", "key:", "key:0", "key:0x", "key:0x0", "key:x",
      "key:0x100000000", "key:0x+1", "key:0x-1", "key:-0", "key:-2147483649",
    ])
  func `what is no selector is refused`(text: String) {
    #expect(Selector(Array(text.utf8)) == nil)
  }

  @Test func `a bare name is any bytes`() {
    #expect(Selector([0xff, 0x0a]) == .bare(ShmName([0xff, 0x0a]), nil))
    #expect(Selector([0x2f, 0xff]) == .name(ShmName([0xff])))
  }

  @Test func `every segment is found by what the list calls it`() throws {
    let snapshot = Snapshot(timestamp: Samples.now, segments: Samples.segments)
    let index = SegmentIndex(snapshot)
    for segment in snapshot.segments {
      let text = Field.id.text(of: segment, Samples.format)
      #expect(Selector(text.utf8)?.meaning(in: index) == .segment(segment))
      let ascii = Field.id.text(of: segment, Samples.format(in: .ascii))
      #expect(Selector(ascii.utf8)?.meaning(in: index) == .segment(segment))
    }
  }
}
