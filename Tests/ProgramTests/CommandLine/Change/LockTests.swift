internal import TestSupport
internal import Testing

@Suite("lock and unlock", .needs(.sysAdmin), .waits) struct LockTests {
  private let start = """
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    locked() { $0 list --raw --noheadings -o perms --kind sysv; ipcs -m | grep -c locked; }
    mount -t tmpfs aside /mnt; cp "$0" /mnt; stranger=/mnt/shmtop

    """

  @Test func `lock a System V segment, a removed one too, and say that locked is not resident`()
    throws
  {
    let outcome = try TestNamespace.run(
      start + """
        ipcmk -M 8M >&2; ipcs -m | grep -c locked; $0 lock --no-log sysv:0; ipcs -m | grep -c locked
        $0 lock --no-log sysv:0; $0 unlock --no-log sysv:0; ipcs -m | grep -c locked
        $0 unlock --no-log sysv:0; hold attach 0 >&2; $0 rm --yes --no-log sysv:0 >&2
        $0 lock --no-log sysv:0; ipcs -m | grep -c locked
        """)
    let words =
      "locked is not resident: 0 bytes of its 8.0 MiB are in RAM, and more stays once it is touched"
    #expect(
      outcome.lines.prefix(7) == [
        "0", "sysv:0: locked; \(words)", "1", "sysv:0: locked, as before; \(words)",
        "sysv:0: unlocked", "0", "sysv:0: unlocked, as before",
      ], "\(outcome)")
    #expect(outcome.lines.last == "1", "\(outcome)")
  }

  @Test func `is bound by a limit, which is named before the kernel refuses`() throws {
    let outcome = try TestNamespace.run(
      start + """
        stranger ipcmk -M 8M >&2
        (ulimit -l 4096; stranger $stranger lock --no-log sysv:0; echo $?)
        (ulimit -l 0; stranger $stranger lock --no-log sysv:0; echo $?)
        (ulimit -l 8192; stranger $stranger lock --no-log sysv:0 >&2; echo $?)
        """)
    #expect(outcome.lines == ["1", "1", "0"], "\(outcome)")
    for limit in ["4.0 MiB", "0 bytes"] {
      let message = "sysv:0: RLIMIT_MEMLOCK lets you lock \(limit) altogether, and it has 8.0 MiB"
      #expect(outcome.errorText.contains(message), "\(outcome)")
    }
  }

  @Test func `is for the owner and root, and for System V segments`() throws {
    let outcome = try TestNamespace.run(
      start + """
        ipcmk -M 4096 -p 666 >&2; echo x >a; stranger $stranger lock --no-log sysv:0; echo $?
        for verb in lock unlock; do $0 $verb --no-log a; echo $?; done
        """)
    #expect(outcome.lines == ["1", "1", "1"], "\(outcome)")
    #expect(outcome.errorText.contains("sysv:0: not permitted: only root may change it"))
    #expect(
      outcome.errorText.contains(
        "posix:/a: only System V segments can be locked; a program that maps it calls mlock(2)"),
      "\(outcome)")
  }
}
