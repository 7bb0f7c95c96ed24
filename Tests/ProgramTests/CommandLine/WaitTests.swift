internal import TestSupport
internal import Testing

/// `shmtop wait` on real segments.
@Suite("Waiting", .waits) struct WaitTests {
  /// `w` runs the command, and prints its messages and its status; `during ACT` runs it, and the act as soon as
  /// it watches the segment.
  private let start = """
    program=$0; w() { "$program" wait "$@" 2>&1; echo "status $?"; }
    during() {
      act=$1; shift; "$program" wait "$@" 2>&1 & waiting=$!
      for try in $(seq 500); do grep -qs ^inotify /proc/$waiting/fdinfo/* && break; sleep 0.01; done
      eval "$act"; wait $waiting; echo "status $?"
    }

    """

  @Test(.needs(.sysAdmin)) func `for a file ends when it is so, and not before`() throws {
    let outcome = try TestNamespace.run(
      start + """
        w /a --for present --timeout 0
        (sleep 0.3; echo x >/dev/shm/a) & w /a --for present
        w /a --for unheld --timeout 0; w /a --for held --timeout 0
        (sleep 0.3; hold map /dev/shm/a >/dev/null; wait) & w /a --for held
        w /a --for unheld --timeout 0; w /a --for gone --timeout 0
        during 'pkill -x shmhold' /a --for unheld
        w /a --for gone --timeout 1
        during 'mv a b; rm b; echo successor >a' /a --for gone
        w /a --for present; w /none --for gone
        """)
    let lines = outcome.lines.map { $0.replacing(/\(\d+\)/, with: "(PID)") }
    let notHeld = "the kernel says that nothing has it open or mapped"
    #expect(
      lines == [
        "shmtop: /a: not present: no such segment", "status 1", "status 0", "status 0",
        "shmtop: posix:/a: not held: \(notHeld)", "status 1", "status 0",
        "shmtop: posix:/a: not unheld: held by shmhold(PID)", "status 1",
        "shmtop: posix:/a: not gone: it still exists; held by shmhold(PID)", "status 1",
        "status 0", "shmtop: posix:/a: not gone within 1 s: it still exists; \(notHeld)",
        "status 1", "status 0", "status 0", "status 0",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `for a segment without a name ends with its last holder`() throws {
    for how in ["memfd label", "memfd-map label", "unlinked /dev/shm/u"] {
      for state in ["gone", "unheld"] {
        let outcome = try TestNamespace.run(
          start + """
            hold \(how) >/dev/null
            id=$("$0" list -o ID --noheadings --where 'kind=memfd or state=removed' | tr -d ' ')
            "$0" wait $id --for \(state) --timeout 0 2>&1 | sed 's/.*: not/not/; s/([0-9]*)/(PID)/'
            during 'pkill -x shmhold' $id --for \(state)
            """)
        #expect(outcome.lines.count == 2, "\(outcome)")
        #expect(outcome.lines.first?.hasPrefix("not \(state): ") == true, "\(outcome)")
        #expect(outcome.lines.last == "status 0", "\(how) \(state): \(outcome)")
      }
    }
  }

  @Test(.needs(.sysAdmin)) func `for a System V segment goes by the kernel's count`() throws {
    let outcome = try TestNamespace.run(
      start + """
        w key:0x77 --for present --timeout 0
        id=$(ipcmk -M 4096 | sed 's/.*: //')
        key=$(ipcs -m | awk -v id=$id '$2 == id { print $1 }')
        w $id --for present; w key:$key --for present
        w $id --for unheld; w $id --for held --timeout 1
        (sleep 0.3; hold attach $id >/dev/null; wait) & w $id --for held
        w $id --for unheld --timeout 0
        ipcrm -m $id; w $id --for gone --timeout 1; w $id --for present
        during 'pkill -x shmhold' sysv:$id --for unheld
        w $id --for gone --timeout 0; w $id --for held --timeout 0
        """)
    let lines = outcome.lines.map { $0.replacing(/(sysv:|: )\d+:/) { "\($0.output.1)ID:" } }
    #expect(
      lines == [
        "shmtop: key:0x77: not present: no such segment", "status 1", "status 0", "status 0",
        "status 0", "shmtop: sysv:ID: not held within 1 s: the kernel counts no attachments",
        "status 1", "status 0", "shmtop: sysv:ID: not unheld: 1 attachment", "status 1",
        "shmtop: sysv:ID: not gone within 1 s: it still exists; 1 attachment", "status 1",
        "status 0", "status 0", "status 0", "shmtop: ID: no such segment", "status 1",
      ], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `for a segment that goes meanwhile does not last`() throws {
    let outcome = try TestNamespace.run(
      start + """
        echo x >a; during 'rm a; echo x >a' /a --for held
        hold map /dev/shm/a >/dev/null; during 'rm a; kill $holder' /a --for unheld
        """)
    #expect(
      outcome.lines == ["shmtop: posix:/a: it is gone", "status 1", "status 0"], "\(outcome)")
  }

  @Test(.needs(.setUserID)) func `is never over because processes could not be read`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    try file.setMode(0o644)
    let unsure = try program.run("wait", "\(file.name)", "--for", "unheld", "--timeout", "0")
    #expect(unsure.status == .exited(1), "\(unsure)")
    #expect(unsure.errorText.contains(": not known to be unheld: "), "\(unsure)")
    #expect(unsure.errorText.contains("could not be read"), "\(unsure)")
    let cleared = try program.run(
      "wait", "\(file.name)", "--for", "unheld", "--timeout", "20", "--assume-clear", "root",
      "--assume-clear", "outside")
    // Other users' processes can be in the way.
    #expect(cleared.status == .exited(0) || cleared.errorText.contains("not known"), "\(cleared)")
  }

  @Test(.needs(.setUserID)) func `of an ordinary user rests on the kernel's word`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let name = Unique.name()
    let outcome = try program.script(
      """
      (sleep 0.3; echo x >/dev/shm/\(name)) & "$0" wait \(name) --for present --timeout 20
      echo "status $?"; "$0" wait \(name) --for unheld --timeout 20; echo "status $?"
      (sleep 0.3; rm /dev/shm/\(name)) & "$0" wait \(name) --for gone --timeout 20; echo "status $?"
      """)
    #expect(outcome.lines == ["status 0", "status 0", "status 0"], "\(outcome)")
  }

  @Test func `is wrong usage without a state, and for one that has no name yet`() throws {
    let name: Argument = "\(Unique.name())"
    for words in [
      [name], [name, "--for", "ready"], ["memfd:1:2", "--for", "present"],
      [name, "--for", "gone", "--timeout", "soon"],
    ] as [[Argument]] {
      let outcome = try Command.run(["\(Program.path())", "wait"] + words)
      #expect(outcome.status == .exited(64), "\(outcome)")
    }
  }

  @Test func `changes nothing, so that a read-only program may wait`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop(
      "wait", "\(file.name)", "--for", "present", environment: ["SHMTOP_READ_ONLY": "1"])
    #expect(outcome.status == .exited(0), "\(outcome)")
  }
}
