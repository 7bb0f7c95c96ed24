internal import TestSupport
internal import Testing

/// `shmtop summary` on real limits.
@Suite("The summary", .waits) struct SummaryTests {
  @Test(.needs(.sysAdmin))
  func `says which limit ends shmget, and what uses it`() throws {
    let outcome = try TestNamespace.run(
      """
      echo 3 > /proc/sys/kernel/shmmni
      ipcmk -M 4096 > /dev/null; ipcmk -M 4096 > /dev/null; ipcmk -M 4096 > /dev/null
      ipcmk -M 4096 2> /dev/null && echo "a fourth was made"
      "$0" summary
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    let lines = outcome.lines
    #expect(lines[1].split(separator: " ").prefix(4) == ["SHMMNI", "3", "3", "100%"], "\(lines)")
    #expect(
      lines.contains(
        "When SHMMNI is used up, shmget fails with 'No space left on device'. System V: 3 idle."),
      "\(lines)")
  }

  @Test(.needs(.sysAdmin))
  func `says what a full file system consists of`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -o remount,size=1m /dev/shm
      head -c 2M /dev/zero > /dev/shm/full 2> /dev/null
      "$0" summary
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    let lines = outcome.lines
    #expect(
      lines[1].split(separator: " ").prefix(4) == ["/dev/shm", "1M", "1M", "100%"], "\(lines)")
    #expect(
      lines.contains {
        $0.hasPrefix("When /dev/shm is full")
          && $0.hasSuffix("In it: 1M idle, and perhaps unlinked files that were not seen.")
      })
  }

  @Test(.needs(.sysAdmin))
  func `agrees with the list`() throws {
    let outcome = try TestNamespace.run(
      """
      head -c 4096 /dev/zero > /dev/shm/held; hold map /dev/shm/held > /dev/null
      head -c 8192 /dev/zero > /dev/shm/plain; ln /dev/shm/plain /dev/shm/other
      ipcmk -M 4096 > /dev/null
      "$0" summary -J; "$0" list -J
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    let documents = try outcome.lines.map { try JSONValue(document: Array($0.utf8)) }
    try #require(documents.count == 2)
    let (summary, list) = (documents[0], documents[1])
    for (kind, names) in [("sysv", 0), ("posix", 1)] {
      let rows = list["segments"]?.elements.filter { $0["kind"] == .string(kind) } ?? []
      // A file with two names is two rows, and counts once.
      let count = UInt64(rows.count - names)
      #expect(summary["by_kind"]?[kind]?["segments"] == .number(count), "\(kind)")
    }
    #expect(summary["limits"] == list["limits"])
    #expect(summary["by_kind"]?["posix"]?["size"] == .number(8192 + 4096), "\(summary)")
  }

  @Test func `ends quietly when its reader goes, and says when it cannot write`() throws {
    let closed = try Command.run([
      "bash", "-c", "set -o pipefail; { sleep 0.3; exec \"$0\" summary; } | true",
      "\(Program.path())",
    ])
    #expect(closed.status == .exited(0) && closed.errorText.isEmpty, "\(closed)")
    let full = try Command.run(["sh", "-c", "exec \"$0\" summary > /dev/full", "\(Program.path())"])
    #expect(full.status == .exited(1))
    #expect(full.errorText.contains("standard output: No space left on device"), "\(full)")
  }
}
