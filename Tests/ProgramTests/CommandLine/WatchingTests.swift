internal import TestSupport
internal import Testing

@testable import shmtop

/// Lists that are printed again and again.
@Suite("--every", .waits) struct WatchingTests {
  private typealias Schedule = Watching.Schedule

  @Test func `lists are due at multiples of the interval, whatever each takes`() {
    let second = Duration.seconds(1)
    #expect(Schedule.next(after: 0, at: .milliseconds(300), every: second) == 1)
    #expect(Schedule.next(after: 1, at: .milliseconds(1999), every: second) == 2)
    #expect(Schedule.next(after: 5, at: .milliseconds(5001), every: second) == 6)
  }

  @Test func `lists that a slow reader missed are left out`() {
    let second = Duration.seconds(1)
    #expect(Schedule.next(after: 1, at: .milliseconds(9500), every: second) == 9)
    #expect(Schedule.next(after: 9, at: .milliseconds(9501), every: second) == 10)
  }

  @Test func `--count ends them; an empty line and headings separate them`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let outcome = try shmtop(
      "list", "-o", "ID", "--where", "id=\(segment.id)", "--every", "1s", "--count", "2")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.errors.isEmpty, "\(outcome)")
    let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines == ["ID", "\(segment.id)", "", "ID", "\(segment.id)", ""], "\(outcome)")
  }

  @Test func `JSON lines have the time of their list, and no empty lines`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let outcome = try shmtop(
      "list", "--json-lines", "--named-only", "--where", "id=\(segment.id)", "--every=1",
      "--count=2"
    )
    #expect(outcome.status == .exited(0), "\(outcome)")
    let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let times = try lines.map { try JSONValue(document: Array($0.utf8))["taken"] }
    #expect(times.count == 2 && times[0] != times[1], "\(outcome)")
  }

  @Test func `a reader that goes ends them quietly, also between two lists`() throws {
    let outcome = try Command.run([
      "sh", "-c",
      """
      { "$0" list --named-only --every 1h; echo "status $?" >&2; } | head -n 1
      { "$0" list --named-only --json-lines --kind semaphore --every 1h; echo "status $?" >&2; } | :
      """, Argument(Array(try Program.path().utf8)),
    ])
    #expect(outcome.errorText == "status 0\nstatus 0\n", "\(outcome)")
  }

  @Test(arguments: [">&-", ">/dev/full"])
  func `a list that cannot be written ends them, with one message`(_ output: String) throws {
    let outcome = try Command.run([
      "sh", "-c", "exec \"$0\" list --named-only --every 1s --count 5 \(output)",
      Argument(Array(try Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.hasPrefix("shmtop: standard output: "), "\(outcome)")
    #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome)")
  }

  @Test func `SIGINT ends them quietly`() throws {
    let outcome = try Command.run([
      "timeout", "--preserve-status", "--signal=INT", "1", Argument(Array(try Program.path().utf8)),
      "list", "--named-only", "--every", "1h",
    ])
    #expect(outcome.status == .exited(130), "\(outcome)")
    #expect(outcome.errors.isEmpty && outcome.text.hasPrefix("NAME "), "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `a problem is reported once, and is the status at the end`() throws
  {
    let outcome = try TestNamespace.run(
      "mount --bind /dev/null /proc/sysvipc/shm; $0 list --named-only --every 1 --count 3")
    #expect(outcome.status == .exited(1), "\(outcome)")
    let problems = outcome.errorText.split(separator: "\n").filter { $0.contains("sysvipc") }
    #expect(problems.count == 1, "\(outcome)")
  }
}
