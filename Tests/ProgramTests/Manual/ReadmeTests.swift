internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import SystemPackage
internal import TestSupport
internal import Testing

@testable import SharedMemory
@testable import shmtop

/// README, for readers who have never heard of the program.
@Suite("README", .waits) struct ReadmeTests {
  private static var lines: [Substring] {
    get throws {
      let file = GoldenFile(ManualPage.root.appending("README.md"))
      return try #require(try file.content()).split(
        separator: "\n", omittingEmptySubsequences: false)
    }
  }

  @Test func `has at most 200 lines`() throws {
    // The last newline ends a line, and begins none.
    #expect(try Self.lines.count <= 201)
  }

  /// What `show` prints of a segment with these holders.
  private func report(_ segment: Segment, _ holders: [(Int32, String)]) -> [[Substring]] {
    var scan = HolderScan(timestamp: Samples.now)
    scan.add(unreadable: ProcessID(rawValue: 9000), of: nil)
    var segment = segment
    segment.holders = holders.map { process, command in
      var holder = Holder(
        process: ProcessID(rawValue: process), user: UserID(rawValue: 1000),
        command: Array(command.utf8))
      holder.attachments = 1
      return holder
    }
    let bytes = SegmentReport(of: segment, scan, Samples.format).bytes
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ")
    }
  }

  @Test func `shows holders as the program does`() throws {
    let file = FileIdentity(device: 42, inode: 2, birth: nil)
    let unlinked = Segment(
      identity: .unlinked(ShmName("torch_7055_2419837715_0".utf8), file), kind: .posix,
      size: 384 << 20, allocated: 384 << 20, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
    let interlock = Samples.systemV(0, key: 0x52_e2c1, size: 56, attachments: 6)
    let reports =
      report(unlinked, [(7070, "pt_main_thread"), (7071, "pt_data_worker")])
      + report(interlock, (7063...7068).map { ($0, "postgres") })
    let shown = try Self.lines.map { $0.split(separator: " ") }.filter { words in
      words.contains("freed") && words.contains("(7071)") || words.starts(with: ["Holders:"])
        || words.starts(with: ["PID", "USER", "COMMAND", "HOW"])
    }
    #expect(shown.count == 3)
    for words in shown {
      // What does not fit is left out.
      let whole = words.last == "…" ? words.dropLast() : words[...]
      #expect(reports.contains { $0.starts(with: whole) }, "\(words)")
    }
  }

  @Test func `shows commands that the program takes`() throws {
    let prompt = "$ shmtop "
    // What reads the output of the program is no part of its command line.
    let commands = try Self.lines.filter { $0.hasPrefix(prompt) }.map {
      $0.dropFirst(prompt.count).prefix { $0 != "|" }
    }
    #expect(commands.count >= 5)
    for command in commands {
      let words = try Command.run([
        "sh", "-c", "set -f; printf '%s\\n' \(command)",
      ]).lines
      #expect(throws: Never.self, "\(command)") {
        try CommandName.check(words)
        _ = try Shmtop.parseAsRoot(words)
      }
    }
  }
}
