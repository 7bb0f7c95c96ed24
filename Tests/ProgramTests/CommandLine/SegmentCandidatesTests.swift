import Formatting
import Kernel
import Query
import SharedMemory
import TestSupport
import Testing

@testable import shmtop

/// The words that shells are offered for segments.
struct SegmentCandidatesTests {
  private static func words(_ typed: String, _ segments: [Segment]) -> [String] {
    SegmentCandidates.words(of: Snapshot(timestamp: Samples.now, segments: segments), typed)
  }

  private static let sysv = Samples.systemV(7, key: 0x52_e2c1)
  private static let plain = Samples.posix("plain", inode: 2)

  @Test(
    arguments: [
      ("", ["7", "plain"]), ("p", ["plain"]), ("/", ["/plain"]), ("/pl", ["/plain"]),
      ("po", ["posix:/plain"]), ("posix:", ["posix:/plain"]), ("posix:/p", ["posix:/plain"]),
      ("s", ["sysv:7"]), ("sysv:", ["sysv:7"]), ("k", ["key:0x0052e2c1"]), ("x", []),
      ("plain2", []),
    ])
  func `have the form that is typed, and the shortest if none is`(
    _ typed: String, _ words: [String]
  ) {
    #expect(Self.words(typed, [Self.sysv, Self.plain]) == words)
  }

  /// Another user can give a file the ID or the key of a System V segment, or its number.
  @Test(
    arguments: [
      ("sysv:7", "/sysv:7"), ("key:0x52e2c1", "/key:0x52e2c1"), ("7", "/7"), ("posix:", "/posix:"),
      ("unlinked:1:2", "/unlinked:1:2"), ("memfd:1:2", "/memfd:1:2"), ("sysv:x", "/sysv:x"),
      ("-rf", "/-rf"), ("a b", "posix:/a\\x20b"), ("a\\e", "posix:/a\\x5ce"),
      ("$(x)", "posix:/\\x24\\x28x\\x29"), ("é\n", "posix:/\\xc3\\xa9\\x0a"), ("'", "posix:/\\x27"),
      ("~", "posix:/\\x7e"),
    ])
  func `of a hostile name are never those of another segment`(_ name: String, _ word: String) throws
  {
    let file = Samples.posix(name, inode: 3)
    let segments = [Self.sysv, file]
    for typed in ["", "/", "p", "posix:/", "s", "sysv:", "k", "key:", "7", "u", "m", "-"] {
      for offered in Self.words(typed, segments) {
        let selector = try #require(Selector(Array(offered.utf8)))
        let index = SegmentIndex(Snapshot(timestamp: Samples.now, segments: segments))
        let isOfSystemV = ["sysv:7", "key:0x0052e2c1", "7"].contains(offered)
        #expect(selector.resolve(in: index) == .segment(isOfSystemV ? Self.sysv : file))
        #expect(offered.hasPrefix(typed))
      }
    }
    #expect(Self.words("", segments).contains(word))
    #expect(Self.words("posix:/", segments).count == 1)
  }

  @Test func `of segments without a name are their IDs`() {
    let memfd = Segment(
      identity: .memfd(
        label: Array("x".utf8), FileIdentity(device: 1, inode: 1042, birth: nil)),
      kind: .memfd, size: 1, allocated: 4096, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
    #expect(Self.words("me", [Self.plain, memfd]) == ["memfd:1:1042"])
    #expect(Self.words("memfd:1:", [Self.plain, memfd]) == ["memfd:1:1042"])
  }

  @Test func `of an unlinked file are found through its holders`() throws {
    try TestSegment.with { segment in
      let inode = try segment.inode()
      segment.remove()
      let words = [
        "---completion", "show", "--", "positional@0", "2", "3", "shmtop", "show", "unl",
      ]
      let outcome = try Command.run(
        ["\(Program.path())"] + words.map { Argument(Array($0.utf8)) },
        environment: ["SAP_SHELL": "bash"])
      let isOffered = outcome.lines.contains {
        $0.hasPrefix("unlinked:") && $0.hasSuffix(":\(inode)")
      }
      #expect(isOffered, "\(outcome)")
    }
  }
}
