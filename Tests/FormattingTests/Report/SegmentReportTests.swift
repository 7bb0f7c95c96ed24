import Formatting
import Query
import SafeText
import TestSupport
import Testing

@testable import SharedMemory
@testable import Contents
@testable import Kernel
import SystemPackage

/// Everything about one segment as text.
struct SegmentReportTests {
  private func holder(_ number: Int32, _ command: String, user: UInt32 = 1000) -> Holder {
    var holder = Holder(
      process: ProcessID(rawValue: number), user: UserID(rawValue: user),
      command: Array(command.utf8))
    holder.attachments = 1
    holder.isWritable = true
    return holder
  }

  private func report(
    _ segment: Segment, _ holders: [Holder]? = [], possible: [Holder] = [],
    in charset: Charset = .utf8, _ change: (inout HolderScan) -> Void = { _ in }
  ) -> SegmentReport {
    var scan = HolderScan(timestamp: Samples.now.adding(seconds: -3))
    scan.processes = 412
    change(&scan)
    var segment = segment
    segment.holders = holders
    segment.possibleHolders = possible
    segment.verdict = VerdictRules(by: scan, at: Samples.now).verdict(on: segment)
    return SegmentReport(of: segment, scan, Samples.format(in: charset))
  }

  func text(_ report: SegmentReport) -> [String] {
    String(decoding: report.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  func unlinked(_ name: String = "qemu_back_mem.9A1c") -> Segment {
    let file = FileIdentity(device: 27, inode: 13, birth: nil)
    return Segment(
      identity: .unlinked(ShmName(name.utf8), file), kind: .posix, size: 16 << 30,
      allocated: 8 << 30, resident: nil, swapped: nil, mode: FileMode(rawValue: 0o100600),
      owner: nil, times: Segment.Times())
  }

  @Test func `the verdict comes first, then the holders, then the facts`() {
    let report = report(unlinked(), [holder(3187, "qemu-system-x86")])
    #expect(
      text(report).prefix(9) == [
        "unlinked:27:13  /qemu_back_mem.9A1c  removed",
        "  its name was removed; its memory stays while it is held",
        "  held by qemu-system-x86(3187)",
        "  Its 8.0 GiB are freed when qemu-system-x86 (3187) exits.",
        "  Holders: 1 (412 processes, all read, 3s ago)",
        "      PID USER   COMMAND         HOW ATT FDS ACCESS FREES PPID UNIT CMDLINE",
        "     3187 ann    qemu-system-x86 map   1   0 rw        8G    - -    -",
        "  Application: QEMU",
        "  ID      unlinked:27:13",
      ])
  }

  @Test(
    arguments: [
      (1, 0, "c1 (1) exits."), (2, 0, "c1 (1) and c2 (2) exit."),
      (3, 0, "c1 (1), c2 (2) and c3 (3) exit."),
      (800, 0, "c1 (1), c2 (2), c3 (3) and 797 more exit."),
      (1, 2, "c1 (1) and any unseen holder exit."),
      (0, 2, "its holders exit; none was seen."),
    ])
  func `one sentence names the holders that keep the memory`(
    count: Int, unreadable: Int32, end: String
  ) {
    let holders = (0..<Int32(count)).reversed().map { holder($0 + 1, "c\($0 + 1)") }
    let report = report(unlinked(), holders) { scan in
      for number in 0..<unreadable {
        scan.unreadable[ProcessID(rawValue: 9000 + number)] = UserID(rawValue: 0)
      }
    }
    #expect(report.whenFreed?.string == "Its 8.0 GiB are freed when " + end)
    #expect(report.holderTable?.rows.count ?? 0 == count)
  }

  @Test func `only of what has its name is it said that it is kept for a next run`() {
    let named = report(Samples.systemV(50, key: 0x4e54_5030))
    #expect(named.application.contains { $0.string.hasPrefix("NTP keeps such segments") })
    let removed = report(Samples.systemV(50, key: 0x4e54_5030, mode: 0o1600, attachments: 1))
    #expect(removed.application.map(\.string) == ["Application: NTP"])
    #expect(removed.whenFreed != nil)
  }

  @Test func `attachments without a known holder are reported`() {
    let segment = Samples.systemV(5, mode: 0o1600, attachments: 6, change: 1)
    let times = Segment.Times.file(change: Timestamp(seconds: 1))
    let quiet = Segment(
      identity: segment.identity, kind: .systemV, size: 1, allocated: 4096, resident: nil,
      swapped: nil, mode: segment.mode, owner: nil, attachments: 6, times: times)
    var main = holder(7, "postgres")
    main.attachments = 4
    let report = report(quiet, [main], possible: [holder(9, "container")])
    #expect(
      report.holders.string
        == "1, 4 of 6 attachments found, 1 possible (marked ?)"
        + " (412 processes, all read, 3s ago)")
    let rows = report.holderTable?.rows.map { $0.map(\.string) }
    #expect(rows?.map { $0[0] } == ["7", "?9"])
    #expect(rows?.map { $0[7] } == ["0", "?"])
    #expect(
      report.whenFreed?.string
        == "Its 4.0 KiB are freed when postgres (7) and any unseen holder exit."
    )
  }

  @Test func `unknown holders are never reported as none`() {
    let file = Samples.posix("x")
    #expect(report(file).holders.string == "none (412 processes, all read, 3s ago)")
    let blind = report(file) { $0.visibilityGaps = [.hiddenProcesses] }
    #expect(
      blind.holders.string == "none seen, but not all processes were read"
        + " (412 processes seen, others may be hidden, 3s ago)")
    for (processes, words) in [
      (4, "none of the 4 processes could be read"), (1, "the only process could not be read"),
    ] {
      let none = report(file) { scan in
        scan.processes = 0
        for number in 1...Int32(processes) {
          scan.add(unreadable: ProcessID(rawValue: number), of: UserID(rawValue: 0))
        }
      }
      #expect(none.holders.string.hasPrefix("not known: \(words) ("))
    }
    let some = report(file) { $0.add(unreadable: ProcessID(rawValue: 7), of: nil) }
    #expect(some.holders.string.hasPrefix("none seen, but not all processes were read ("))
    #expect(report(file, nil).holders.string.hasPrefix("not known: it was created after"))
    let unseen = SegmentReport(of: file, nil, Samples.format)
    #expect(unseen.holders.string == "not known: processes were not scanned")
    #expect(unseen.state.string == "?")
    #expect(unseen.holderTable == nil)
    let one = report(file, [holder(1, "a")]) { $0.visibilityGaps = [.hiddenProcesses] }
    #expect(one.holders.string.hasPrefix("1 seen; there may be more"))
  }

  @Test func `a holder without a process is named, and what may hold it is marked`() {
    var file = Samples.posix("x")
    file.kernelHolders = [.mount(Array("/mnt/a\nb".utf8), seenBy: nil)]
    file.possibleKernelHolders = [.loop("loop3")]
    let report = report(file)
    #expect(
      report.holders.string.hasPrefix("none, 1 mount or loop device, 1 possible (marked ?)")
    )
    #expect(
      report.holderTable?.rows.map { $0.map(\.string) } == [
        ["-", "-", "the bind mount at /mnt/a\\nb", "mount", "-", "-", "-", "0", "-", "-", "-"],
        ["?-", "-", "loop device loop3", "loop", "-", "-", "-", "?", "-", "-", "-"],
      ])
  }

  @Test func `a holder has its container and its command line, escaped`() {
    var main = holder(7, "postgres")
    main.details = ProcessDetails(
      commandLine: Array("postgres\0-D\0/a\u{1b}b\0".utf8), unit: Array("x.service".utf8),
      container: Array("4f0c1234567890ab".utf8), parent: ProcessID(rawValue: 1))
    let row = report(unlinked(), [main]).holderTable?.rows[0].map(\.string) ?? []
    #expect(row.suffix(2) == ["4f0c12345678", "postgres -D /a\\eb"])
  }

  @Test func `holders are sorted by the memory that they free, then by PID`() {
    let report = report(unlinked(), [holder(30, "c"), holder(4, "a"), holder(12, "b")])
    #expect(report.holderTable?.rows.map { $0[0].string } == ["4", "12", "30"])
    #expect(report.holderTable?.rows.map { $0[7].string } == ["0", "0", "0"])
  }

  @Test func `the advice of the application's makers is shown`() {
    let lines = text(report(Samples.posix("fastrtps_1")))
    #expect(lines.contains("  Application: Fast DDS"))
    #expect(
      lines.contains("  Fast DDS has its own clean-up command. Use: fastdds shm clean"))
    #expect(
      text(report(Samples.posix("torch_18233_9911")))
        .contains("  Application: PyTorch, created by process 18233 according to its name"))
  }

  @Test func `the command of the creator is shown while it runs`() {
    var segment = Samples.systemV(5)
    #expect(text(report(segment)).contains("  CPID    3187"))
    segment.creatorCommand = Array("post\u{1b}gres".utf8)
    #expect(text(report(segment)).contains(#"  CPID    3187 post\egres"#))
  }

  @Test func `hostile names of segments and commands are escaped`() {
    let hostile = "a\u{1b}[2J\u{202e}\n\u{7}"
    for charset in [Charset.utf8, .ascii] {
      let report = report(unlinked(hostile), [holder(1, hostile)], in: charset)
      for byte in report.bytes where byte != UInt8(ascii: "\n") {
        #expect(byte >= 0x20 && byte < 0x7f)
      }
      #expect(report.bytes.count { $0 == UInt8(ascii: "\n") } == text(report).count)
    }
  }

  @Test(
    arguments: [
      (UInt64(0), "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1.0 KiB"),
      (8 << 30, "8.0 GiB"), (612 << 20, "612 MiB"), ((99 << 20) + 1023 << 10, "99.9 MiB"),
      (.max, "15.9 EiB"),
    ])
  func `sizes in sentences are rounded down`(bytes: UInt64, text: String) {
    #expect(DisplayText(spelling: bytes).string == text)
  }

  @Test(
    arguments: [
      (ByteEstimate.exactly(4096), "4K"), (.atMost(8 << 30), "≤8G"), (.unknown, "?"), (.zero, "0"),
      (ByteEstimate(atLeast: 4096, atMost: nil), "≥4K"),
      (ByteEstimate(atLeast: 4096, atMost: 8192), "≥4K"),
    ])
  func `an estimate of bytes is written with its bounds`(estimate: ByteEstimate, expected: String) {
    var text = DisplayText()
    text.append(estimate, Samples.format)
    #expect(text.string == expected)
  }
}
