@testable import SharedMemory
import Formatting
import Kernel
import SystemPackage
import TestSupport
import SafeText
import Testing

/// What is said about a segment before it is removed.
struct RemovalReportTests {
  private func holder(_ process: Int32, _ command: String) -> Holder {
    var holder = Holder(
      process: ProcessID(rawValue: process), user: UserID(rawValue: 1000),
      command: Array(command.utf8))
    holder.attachments = 1
    return holder
  }

  /// The report on a segment after a scan that found these holders.
  private func report(
    _ segment: Segment, _ holders: [Holder] = [], unreadable: Bool = false,
    heldAnywhere: Bool? = nil, others: [Segment] = []
  ) -> RemovalReport {
    var scan = HolderScan(timestamp: Samples.now)
    scan.processes = 412
    scan.holders = [segment.heldObject: holders]
    if unreadable { scan.add(unreadable: ProcessID(rawValue: 1), of: UserID(rawValue: 0)) }
    var segment = segment
    segment.setHolders(from: scan)
    segment.isHeldAnywhere = heldAnywhere
    segment.names = others.isEmpty ? 1 : 2
    segment.verdict = VerdictRules(by: scan, at: Samples.now).verdict(on: segment)
    return RemovalReport(
      on: segment, attachments: segment.attachments, bytes: .unread, scan: scan,
      others: others + [segment],
      Samples.format)
  }

  private func lines(_ report: RemovalReport) -> [String] { report.lines.map(\.string) }

  @Test func `a file without a holder`() {
    let report = report(Samples.posix("psm_1"))
    #expect(report.title.string == "posix:/psm_1")
    #expect(
      lines(report) == [
        "posix, 1 byte, owner ann, 5m old",
        "orphan: no process maps it or has it open (412 checked)",
        "No holder was found (412 processes, all read): removing it frees 4K.",
      ])
    #expect(report.request == nil)
  }

  @Test func `what the kernel says is certain, whatever a scan has missed`() {
    let report = report(Samples.posix("psm_1"), unreadable: true, heldAnywhere: false)
    #expect(report.consequence.string == "Nothing holds it: removing it frees 4K.")
  }

  @Test func `a held file names its holders and says what is freed later`() {
    let holders = (1...4).map { holder($0, "worker") }
    let report = report(Samples.posix("psm_1"), holders)
    #expect(
      lines(report).dropFirst() == [
        "in-use: held by worker(1) and 3 more",
        "It is in use by worker(1), worker(2), worker(3) and 1 more. Removing it removes the "
          + "name at once; 4K is freed when the last holder closes it or exits.",
        "Held by:", "  worker(1), ann", "  worker(2), ann", "  worker(3), ann", "  worker(4), ann",
      ])
  }

  @Test func `a file without memory frees none`() {
    let empty = Samples.posix("psm_1", allocated: 0)
    #expect(
      report(empty, heldAnywhere: false).consequence.string
        == "Nothing holds it: it uses no memory, so removing it frees none.")
    #expect(
      report(empty, [holder(1, "worker")]).consequence.string
        == "It is in use by worker(1). Removing it removes the name at once; it uses no memory.")
    #expect(
      report(empty, unreadable: true).consequence.string
        == "Removing it removes the name at once; it uses no memory. Whether a process holds it is "
        + "not known (413 processes, 1 unreadable).")
  }

  @Test(
    arguments: [
      (nil, "Whether one does is not known (413 processes, 1 unreadable)."),
      (true, "The kernel says that it is held, but no holder was found."),
      (false, "removing it frees 4K."),
    ] as [(Bool?, String)])
  func `a file of which not all was seen`(heldAnywhere: Bool?, words: String) {
    let report = report(Samples.posix("psm_1"), unreadable: true, heldAnywhere: heldAnywhere)
    #expect(report.consequence.string.contains(words), "\(report.consequence)")
  }

  @Test func `the attachments of a System V segment keep its memory`() {
    #expect(
      report(Samples.systemV(5, attachments: 2)).consequence.string
        == "It is in use: 2 attachments. After removal no process can find it; its memory is freed "
        + "when its 2 attachments end (4K).")
    #expect(
      report(Samples.systemV(5)).consequence.string
        == "No process has it attached: removing it frees 4K at once.")
  }

  @Test func `a warning of the makers comes with the request to type the ID`() {
    let report = report(Samples.posix("PostgreSQL.77"))
    #expect(report.advice?.string.hasPrefix("PostgreSQL: queries fail") == true)
    #expect(report.request?.string == "To remove it, type posix:/PostgreSQL.77")
    #expect(lines(report).last == report.advice?.string)
  }

  @Test func `another name of the file keeps its memory`() {
    let report = report(Samples.posix("a"), others: [Samples.posix("b"), Samples.posix("c")])
    #expect(
      report.consequence.string == "Removing this name frees nothing: its file has other names.")
    #expect(
      report.otherNames?.string == "Its memory stays with its other name, posix:/b and 1 more.")
  }

  @Test func `a hostile name and command are escaped`() {
    let report = report(Samples.posix("a\u{1b}[2J"), [holder(1, "x\n")])
    let text = ([report.title] + report.lines).map(\.string).joined()
    #expect(text.contains(#"posix:/a\e[2J"#) && text.contains(#"x\n(1)"#), "\(text)")
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
}
