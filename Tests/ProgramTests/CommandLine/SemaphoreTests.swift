internal import TestSupport
internal import Testing

/// SVAL and SWAIT of semaphores that glibc made.
@Suite("Semaphores of the list", .needs(.sysAdmin), .waits) struct SemaphoreTests {
  /// A script that makes `sem.three` with the value 3, `sem.waited` with two waiters, and files that are no semaphores.
  private static let script = """
    python3 - <<'END' >/dev/null || exit 77
    import ctypes, os
    c = ctypes.CDLL(None)
    c.sem_open.restype = ctypes.c_void_p
    assert c.sem_open(b"/three", os.O_CREAT, 0o600, 3)
    assert c.sem_open(b"/waited", os.O_CREAT, 0o600, 0)
    END
    for i in 1 2; do
      python3 -c 'import ctypes; c = ctypes.CDLL(None); c.sem_open.restype = ctypes.c_void_p
    c.sem_wait(ctypes.c_void_p(c.sem_open(b"/waited", 0)))' &
    done
    echo x >psm_1; : >sem.empty; head -c 32 /dev/urandom >sem.other
    values() { $0 list --raw --noheadings --named-only -o ID,SVAL,SWAIT "$@" | sort | tr '\\t' ' '; }
    until values | grep -q 'waited 0 2'; do sleep 0.02; done

    """

  private func lines(_ script: String) throws -> [String] {
    let outcome = try TestNamespace.run(Self.script + script)
    #expect(outcome.status == .exited(0), "\(outcome)")
    return outcome.lines
  }

  @Test(.needsPython) func `have their value and their waiters`() throws {
    #expect(
      try lines("values") == [
        "posix:/psm_1 - -", "posix:/sem.empty ? ?", "posix:/sem.other ? ?", "posix:/sem.three 3 0",
        "posix:/sem.waited 0 2",
      ])
  }

  @Test(.needsPython) func `can be filtered and sorted`() throws {
    let lines = try lines(
      """
      values --where 'sval>0'; values --where 'swait>1'; values --where 'not sval>0'
      $0 list --raw --noheadings --named-only -o ID --sort SVAL --kind sem | head -n 1
      $0 list --named-only -J --where sval=3 | grep -o '"id":"[^"]*"'
      $0 show --where sval=3 | grep -o '^posix:[^ ]*'
      """)
    #expect(
      lines == [
        "posix:/sem.three 3 0", "posix:/sem.waited 0 2", "posix:/psm_1 - -",
        "posix:/sem.waited 0 2", "posix:/sem.three", #""id":"posix:/sem.three""#,
        "posix:/sem.three",
      ])
  }

  @Test(.needsPython) func `are read without a trace, and only for their columns`() throws {
    let lines = try lines(
      """
      stamp() { stat -c '%X %Y %Z' sem.three; }
      touch -d '2000-01-01' -a sem.three; a=$(stamp); values >/dev/null; [ "$a" = "$(stamp)" ] && echo same
      strace -f -e trace=openat -o /tmp/shmtop-trace $0 list --named-only >/dev/null
      grep -c 'proc/self/fd' /tmp/shmtop-trace; rm /tmp/shmtop-trace
      """)
    #expect(lines == ["same", "0"])
  }

  @Test(.needs(.setUserID)) func `of another user are not known`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment("sem.\(Unique.name())", size: 32)
    defer { file.remove() }
    let listed = try program.run(
      "list", "--raw", "--noheadings", "-o", "SVAL,SWAIT", "--name", "\(file.name)")
    #expect(listed.lines == ["?\t?"], "\(listed)")
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where Python, which makes semaphores, is not installed.
  fileprivate static var needsPython: Self {
    .enabled("needs python3") { Command.exists("python3") }
  }
}
