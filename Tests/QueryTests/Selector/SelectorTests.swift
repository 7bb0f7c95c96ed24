import Kernel
import Formatting
import Query
import SafeText
import SharedMemory
import TestSupport
import Testing

/// Selectors as users type them.
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
  func `malformed selectors are refused`(text: String) {
    #expect(Selector(Array(text.utf8)) == nil)
  }

  @Test func `a bare name can have any bytes`() {
    #expect(Selector([0xff, 0x0a]) == .bare(ShmName([0xff, 0x0a]), nil))
    #expect(Selector([0x2f, 0xff]) == .name(ShmName([0xff])))
  }

  @Test func `every segment is found by the ID that the list prints`() throws {
    let snapshot = Snapshot(timestamp: Samples.now, segments: Samples.segments)
    let index = SegmentIndex(snapshot)
    for segment in snapshot.segments {
      let text = Field.id.text(of: segment, Samples.format)
      #expect(Selector(text.utf8)?.resolve(in: index) == .segment(segment))
      let ascii = Field.id.text(of: segment, Samples.format(in: .ascii))
      #expect(Selector(ascii.utf8)?.resolve(in: index) == .segment(segment))
    }
  }

  @Test(arguments: 0..<4)
  func `random bytes are parsed or refused, and a written selector parses to itself`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<500 {
      let word = random.choice(of: Self.starts) + random.next(most: 6)
      for bytes in [word, random.mutated(word)] {
        guard let selector = Selector(bytes) else { continue }
        #expect(Selector(Self.text(of: selector)) == selector, "\(bytes)")
        // A number has one spelling; a bare word keeps its own.
        switch selector {
        case .shmID, .bare(_, .some): #expect(Self.text(of: selector) == bytes)
        default: break
        }
      }
    }
  }

  @Test(arguments: 0..<4)
  func `random selectors of every kind are parsed`(seed: UInt64) {
    var random = RandomBytes(seed: seed)
    for _ in 0..<300 {
      let name = ShmName(random.next(most: 6) + [0x61])
      let number = ShmID(rawValue: random.number(in: 0...Int32.max))
      let key = IPCKey(rawValue: random.number(in: 1...UInt32.max))
      let (device, inode) = (random.number(in: 0...UInt64.max), random.number(in: 0...UInt64.max))
      for selector in [
        Selector.name(name), .shmID(number), .key(key),
        .unlinked(.unlinked(device: device, inode: inode)),
        .unlinked(.memfd(device: device, inode: inode)),
      ] {
        #expect(Selector(Self.text(of: selector)) == selector)
      }
      #expect(Selector(name.slashed) == .name(name))
    }
  }

  private static let starts = [
    "", "/", "posix:/", "posix:", "sysv:", "sysv:7", "sysv:0", "key:", "key:0x", "key:-",
    "unlinked:",
    "unlinked:27:", "memfd:1:2", "memfd:", "7", "0",
  ].map { Array($0.utf8) }

  /// A selector as the program writes it in lists and as people type it.
  private static func text(of selector: Selector) -> [UInt8] {
    switch selector {
    case .shmID(let number): Array("sysv:\(number.rawValue)".utf8)
    case .key(let key): Array("key:0x\(String(key.rawValue, radix: 16))".utf8)
    case .name(let name):
      Array("posix:/".utf8) + DisplayText(escaping: name.bytes, in: .utf8).utf8
    case .unlinked(.unlinked(let device, let inode)):
      Array("unlinked:\(device):\(inode)".utf8)
    case .unlinked(.memfd(let device, let inode)): Array("memfd:\(device):\(inode)".utf8)
    case .unlinked: []
    case .bare(_, let number?): Array("\(number.rawValue)".utf8)
    case .bare(let name, nil): name.bytes
    }
  }
}
