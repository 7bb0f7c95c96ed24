internal import TestSupport
internal import Testing

/// System calls that the kernel is too old for, or that a filter refuses.
@Suite("Without a system call", .needs(.sysAdmin), .waits) struct OldKernelTests {
  /// The calls that are younger than the oldest kernel of README, and two that filters refuse.
  static let calls = [
    "openat2", "pidfd_open", "pidfd_send_signal", "clone3", "faccessat2", "cachestat", "statx",
    "renameat2", "openat2,pidfd_open,pidfd_send_signal,clone3,faccessat2,cachestat,statx,renameat2",
  ]
  /// ENOSYS of a kernel, and EPERM of older filters.
  static let errors = [38, 1]

  /// Segments of every kind, with their holders, and traps.
  private static let segments = """
    mount -t tmpfs aside /mnt; echo x >named; mkdir sub; echo x >sub/file; echo x >sem.one; ln -s /etc/passwd link; mkfifo fifo
    mkdir other; mount -t tmpfs other other; echo x >other/not-here; truncate -s 12288 mapped
    { hold map /dev/shm/mapped; hold unlinked /dev/shm/gone; hold memfd label; ipcmk -M 4096; } >&2
    """

  private func run(_ script: String) throws -> Command.Outcome {
    try TestNamespace.run("\(Self.segments)\n\(script)")
  }

  private func without(_ calls: String, _ error: Int) throws -> String {
    "\(try BuiltProgram.path(of: "shmhold")) without \(calls) \(error)"
  }

  @Test(arguments: calls, errors)
  func `the list is the same`(_ calls: String, _ error: Int) throws {
    let list =
      "$0 list --raw -o ID,KIND,OWNER,PERMS,SIZE,ALLOC,ATT,STATE,HOLDERS --assume-clear outside"
    let outcome = try run(
      """
      \(list) >/mnt/true 2>/mnt/true.errors; echo $?
      \(without(calls, error)) \(list) >/mnt/without 2>/mnt/without.errors; echo $?; cat /mnt/true
      diff /mnt/true /mnt/without
      # What the host's own directory holds changes while tests run.
      for i in true without; do grep -v 'mounted over' /mnt/$i.errors >/mnt/$i.said; done
      diff /mnt/true.said /mnt/without.said
      """)
    let lines = outcome.lines
    #expect(lines.prefix(2) == ["0", "0"], "\(outcome)")
    for name in [
      "posix:/named", "posix:/sub/file", "posix:/mapped", "unlinked:", "memfd:", "sysv:",
    ] {
      #expect(lines.count { $0.hasPrefix(name) } == 1, "\(name): \(outcome)")
    }
    #expect(!lines.contains { $0.hasPrefix("<") || $0.hasPrefix(">") }, "\(outcome)")
  }

  @Test(arguments: calls, errors)
  func `a segment is removed, and another that took its name is kept`(
    _ calls: String, _ error: Int
  ) throws {
    let outcome = try run(
      "\(without(calls, error)) $0 rm --yes --no-log named sub/file; echo $?; ls -A . sub")
    #expect(
      outcome.lines == [
        "posix:/named: removed", "posix:/sub/file: removed", "0", ".:", "fifo", "link", "mapped",
        "other", "sem.one", "sub", "sub:",
      ], "\(outcome)")
  }

  @Test(arguments: errors) func `a name that is taken is never replaced`(_ error: Int) throws {
    let outcome = try TestNamespace.run(
      """
      echo old >psm_1; killed unlinkat:1 $0 rm --yes --no-log psm_1; echo new >psm_1
      \(without("renameat2", error)) $0 rm --put-back; echo "status $?"; cat psm_1 .shmtop-*/psm_1
      rm psm_1; \(without("renameat2", error)) $0 rm --put-back; echo "status $?"; cat psm_1; ls -A
      """)
    #expect(
      outcome.lines == [
        "status 1", "new", "old", "posix:/psm_1: put back", "status 0", "old", "psm_1",
      ], "\(outcome)")
  }
}
