internal import TestSupport
internal import Testing

/// `shmtop hold` on real segments.
@Suite("Holding", .waits) struct HoldTests {
  @Test(.needs(.sysAdmin)) func `keeps the memory of each kind, and is a known holder`() throws {
    let outcome = try TestNamespace.run(
      """
      state() { later "$program" list -o STATE,HOLDERS --noheadings --assume-clear outside "$@" \
        | sed 's/([0-9]*)//; s/  */ /g; s/ $//'; }
      held() { rm -f /mnt/out; "$program" hold "$1" --no-log >/mnt/out 2>/mnt/err & holding=$!
        for try in $(seq 300); do [ -s /mnt/out ] && return; sleep 0.05; done; cat /mnt/err; }
      program=$0; mount -t tmpfs none /mnt; echo x >/dev/shm/a; chmod 600 a
      state; held /a; state; "$0" rm --orphans --yes --name a --no-log --assume-clear outside
      rm a; state --kind posix; kill $holding; wait $holding; echo "status $?"; state --kind posix
      hold memfd label >/dev/null; id=$("$0" list -o ID --noheadings --kind memfd | tr -d ' ')
      held $id; kill $holder; wait $holder; state --kind memfd; kill $holding
      id=$(ipcmk -M 4096 | sed 's/.*: //'); held $id; ipcrm -m $id; state --kind sysv
      "$0" hold $id -- true 2>&1; kill $holding; wait $holding; state --kind sysv; cat /mnt/err
      """)
    let lines = outcome.lines.map { $0.replacing(/sysv:\d+/, with: "sysv:ID") }
    #expect(
      lines == [
        "orphan -", "in-use shmtop", "0 removed, 0 bytes freed", "removed shmtop", "status 143",
        "in-use shmtop",
        "removed shmtop",
        "sysv:ID: holding it changes its times and last PID; adds an attachment",
        "sysv:ID: holding it changes its times and last PID; adds an attachment",
      ], "\(outcome)")
  }

  @Test func `runs a command meanwhile, and passes on its status`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let program: Argument = try "\(Program.path())"
    for (script, status) in [
      ("exit 0", 0), ("exit 3", 3), ("kill -TERM $$", 143), ("kill -KILL $$", 137),
      ("ls -l /proc/$$/fd | grep -q /dev/shm && exit 1; exit 5", 5),
      ("\"$0\" list -o HOLDERS --noheadings --name \(file.name) | grep -q shmtop && exit 6", 6),
    ] as [(Argument, Int32)] {
      let outcome = try Command.run([
        program, "hold", "--no-log", "\(file.name)", "--", "sh", "-c", script, program,
      ])
      #expect(outcome.status == .exited(status), "\(outcome)")
    }
    // A directory of PATH that this user may not search would be another error.
    let missing = try Command.run([
      "env", "PATH=/usr/bin:/bin", program, "hold", "--no-log", "\(file.name)", "--",
      "no-such-command-here",
    ])
    #expect(missing.status == .exited(127), "\(missing)")
    #expect(missing.errorText.contains("no-such-command-here: No such file"), "\(missing)")
    let folder = try shmtop("hold", "--no-log", "\(file.name)", "--", "/")
    #expect(folder.status == .exited(126), "\(folder)")
  }

  @Test func `passes a signal on, and its command does not ignore SIGPIPE`() throws {
    // Empty, so that its size tells when the command is ready.
    let file = try TestSegment(size: 0)
    defer { file.remove() }
    let outcome = try Command.run([
      "sh", "-c",
      """
      "$0" hold --no-log "$1" -- sh -c 'trap "exit 9" TERM; echo ready >&3; while :; do sleep 0.05; done' \
        3>"$2" & held=$!
      for try in $(seq 300); do [ -s "$2" ] && break; sleep 0.05; done
      kill $held; wait $held; echo "status $?"
      "$0" hold --no-log "$1" -- sh -c 'kill -PIPE $$; echo ignored'; echo "status $?"
      """, "\(Program.path())", "\(file.name)", "/dev/shm/\(file.name)",
    ])
    #expect(outcome.lines == ["status 9", "status 141"], "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `is refused if letting go would destroy the segment`() throws {
    let outcome = try TestNamespace.run(
      """
      echo 1 >/proc/sys/kernel/shm_rmid_forced; hold create 4096 >/dev/null
      id=$(ipcs -m | awk '$2 ~ /^[0-9]+$/ { print $2 }')
      "$0" hold $id --no-log -- true 2>&1 | tail -n 1; ipcs -m | grep -c "^0x.* $id "
      """)
    #expect(
      outcome.lines.first?.contains("letting go would destroy it: kernel.shm_rmid_forced is on")
        == true, "\(outcome)")
    #expect(outcome.lines.last == "1", "\(outcome)")
  }

  @Test(.needs(.setUserID, .ipcOwner)) func `works for an ordinary user who may read it`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let refused = try program.run("hold", "--no-log", "\(file.name)", "--", "true")
    #expect(refused.status == .exited(1), "\(refused)")
    #expect(refused.errorText.contains("not permitted"), "\(refused)")
    try file.setMode(0o644)
    let outcome = try program.run("hold", "--no-log", "\(file.name)", "--", "true")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.errorText.contains("may change its access time"), "\(outcome)")
    try OtherUser.withSystemVSegment(size: 4096, mode: 0o600) { made in
      let outcome = try program.run("hold", "--no-log", "\(made.id)", "--", "true")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(made.exists)
    }
  }
}
