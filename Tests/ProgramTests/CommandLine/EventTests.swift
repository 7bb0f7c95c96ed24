internal import TestSupport
internal import Testing

/// `shmtop events` on real segments.
@Suite("Events", .waits) struct EventTests {
  /// `watch` starts the command with these options and waits until it has looked; `until TEXT` waits for a
  /// line with this text, and `finish` ends it and prints its lines without their times, and its status.
  private let start = """
    cd /; mount -t tmpfs -o mode=755 aside /mnt
    watch() {
      env --default-signal=INT "$program" events "$@" >/mnt/events 2>/mnt/errors & watcher=$!
      for try in $(seq 300); do
        [ -s /mnt/events ] && return; : >/dev/shm/probe-$try; sleep 0.05
      done; echo "nothing came"; cat /mnt/errors
    }
    until_line() {
      for try in $(seq 300); do grep -q "$1" /mnt/events && return; sleep 0.05; done; echo "no line: $1"
    }
    finish() {
      kill -INT $watcher; wait $watcher; status=$?
      grep -v probe- /mnt/events | cut -d ' ' -f 2- | sed 's/  */ /g'; cat /mnt/errors; echo "status $status"
    }
    program=$0

    """

  @Test(.needs(.sysAdmin)) func `come in the order in which things happen`() throws {
    let outcome = try TestNamespace.run(
      start + """
        watch --every 1s --assume-clear outside
        head -c 4096 /dev/zero >/dev/shm/a; until_line 'created posix:/a'
        truncate -s 8192 /dev/shm/a; until_line 'grown '
        truncate -s 100 /dev/shm/a; until_line 'shrunk '
        hold map /dev/shm/a >/dev/null; until_line 'held '
        rm /dev/shm/a; until_line 'removed '
        kill $holder; until_line 'let-go '
        id=$(ipcmk -M 4096 | sed 's/.*: //'); until_line "created sysv:$id"
        ipcrm -m $id; until_line "freed .*sysv:$id"
        finish
        """)
    let lines = outcome.lines.map { line in
      line.replacing(/unlinked:\d+:\d+/, with: "unlinked:DEV:INODE")
        .replacing(/sysv:\d+ 0x[0-9a-f]{8}/, with: "sysv:ID KEY").replacing(
          /\(\d+\)/, with: "(PID)")
    }
    #expect(
      lines == [
        "created posix:/a 4K root", "grown posix:/a 8K root, from 4K",
        "shrunk posix:/a 100 root, from 8K", "held posix:/a 100 root, by shmhold(PID)",
        "removed unlinked:DEV:INODE /a 100 root",
        "let-go unlinked:DEV:INODE /a 100 root, by shmhold(PID)",
        "freed unlinked:DEV:INODE /a 100 root", "created sysv:ID KEY 4K root",
        "removed sysv:ID KEY 4K root", "freed sysv:ID KEY 4K root",
        "status 130",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `of names come long before the next look`() throws {
    let outcome = try TestNamespace.run(
      start + """
        watch --every 1h; : >/dev/shm/a; until_line 'created posix:/a'; mv /dev/shm/a /dev/shm/b
        until_line 'removed posix:/a'; finish
        """)
    #expect(
      outcome.lines == [
        "created posix:/a 0 root", "removed posix:/a 0 root", "created posix:/b 0 root",
        "status 130",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `are filtered, and lines of JSON`() throws {
    let outcome = try TestNamespace.run(
      start + """
        watch -J --every 1s --where 'probe or wanted'
        : >/dev/shm/other; : >/dev/shm/wanted; until_line wanted
        kill -INT $watcher; wait $watcher; cat /mnt/events
        """)
    let lines = try outcome.lines.map { try JSONValue(document: Array($0.utf8)) }
    #expect(lines.contains { $0["segment"]?["id"] == .string("posix:/wanted") }, "\(outcome)")
    #expect(!outcome.text.contains("other"), "\(outcome)")
    #expect(lines.allSatisfy { $0["event"] == .string("created") }, "\(outcome)")
  }

  @Test func `end quietly with their reader, without an event`() throws {
    let outcome = try Command.run(
      ["\(Program.path())", "events", "--every", "1h", "--name", "\(Unique.name())"],
      output: .closedPipe)
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.errors == [], "\(outcome)")
  }

  @Test(arguments: [">&-", ">/dev/full", "</dev/null 1<&0"])
  func `end at once if nothing can be written`(_ output: String) throws {
    let outcome = try Command.run([
      "sh", "-c", "exec \"$0\" events --every 1h \(output)",
      Argument(Array(try Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.hasPrefix("shmtop: standard output: "), "\(outcome)")
    #expect(outcome.errorText.split(separator: "\n").count == 1, "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `end with a message if they cannot be written`() throws {
    let outcome = try TestNamespace.run(
      """
      "$0" events --every 1h >/dev/full & watcher=$!
      for try in $(seq 300); do
        kill -0 $watcher 2>/dev/null || break; : >/dev/shm/probe-$try; sleep 0.05
      done; wait $watcher; echo "status $?"
      """)
    #expect(outcome.lines == ["status 1"], "\(outcome)")
    #expect(
      outcome.errorText == "shmtop: standard output: No space left on device\n", "\(outcome)")
  }
}
