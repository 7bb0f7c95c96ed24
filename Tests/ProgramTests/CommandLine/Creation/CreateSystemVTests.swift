internal import TestSupport
internal import Testing

@Suite("create, of a System V segment", .needs(.sysAdmin), .waits) struct CreateSystemVTests {
  /// `segments` prints key, ID, owner, mode and size of each.
  private let start = """
    segments() { ipcs -m | awk '/^0x/ { print $1, $2, $3, $4, $5 }'; }
    stranger() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
    mount -t tmpfs aside /mnt; cp "$0" $fault /mnt; stranger=/mnt/shmtop

    """

  @Test func `has a key or none, and the wanted size, mode and owner`() throws {
    let outcome = try TestNamespace.run(
      start + """
        umask 777; $0 create --no-log sysv:0x52e2c1 --size 1M --mode 640
        $0 create --no-log sysv --size 1 --owner 65534; segments
        """)
    #expect(
      outcome.lines == [
        "sysv:0", "sysv:1", "0x0052e2c1 0 root 640 1048576", "0x00000000 1 nobody 600 1",
      ], "\(outcome)")
    #expect(outcome.errors.isEmpty, "\(outcome)")
  }

  @Test func `never takes a key that a segment has`() throws {
    let outcome = try TestNamespace.run(
      start + """
        $0 create --no-log sysv:7 --size 1; $0 create --no-log sysv:0x7 --size 1; echo "status $?"
        segments
        """)
    #expect(outcome.lines == ["sysv:0", "status 1", "0x00000007 0 root 600 1"], "\(outcome)")
    #expect(
      outcome.errorText.contains(
        "key:0x00000007: not created: a segment with key 0x00000007 already exists"), "\(outcome)")
  }

  @Test func `begins with the bytes of a file, also as an ordinary user`() throws {
    let outcome = try TestNamespace.run(
      start + """
        printf hello >/mnt/file; stranger sh -c 'printf hello' >/mnt/theirs; chown 65534 /mnt/theirs
        $0 create --no-log sysv --from /mnt/file; stranger $stranger create --no-log sysv --from /mnt/theirs --size 8
        segments; $0 dump sysv:0 --accept stay-attached; $0 dump sysv:1 --accept stay-attached
        """)
    #expect(
      outcome.lines == [
        "sysv:0", "sysv:1", "0x00000000 0 root 600 5", "0x00000000 1 nobody 600 8",
        "00000000  68 65 6c 6c 6f                                    |hello|", "00000005",
        "00000000  68 65 6c 6c 6f 00 00 00                           |hello...|", "00000008",
      ], "\(outcome)")
  }

  @Test func `that is killed leaves one of mode 0 at most, and the next run says so`() throws {
    let outcome = try TestNamespace.run(
      start + """
        printf hello >/mnt/file
        killed shmctl:1 $0 create --no-log sysv:5 --from /mnt/file; segments
        $0 create --no-log sysv:5 --size 1; echo "status $?"
        FAULT_SIGNAL=15 killed shmat:1 $0 create --no-log sysv:6 --from /mnt/file; echo "status $?"
        segments
        """)
    #expect(
      outcome.lines == [
        "0x00000005 0 root 0 5", "status 1", "status 1", "0x00000005 0 root 0 5",
      ], "\(outcome)")
    #expect(
      outcome.errorText.contains("as a killed create leaves one; 'shmtop rm sysv:0' removes it"),
      "\(outcome)")
  }

  @Test func `in huge pages says why there are none`() throws {
    let outcome = try TestNamespace.run(
      start + """
        stranger $stranger create --no-log sysv --size 2M --huge 2M; echo "status $?"
        $0 create --no-log sysv --size 1G --huge 8K; echo "status $?"
        $0 create --no-log sysv --size 1T --huge 2M; echo "status $?"; segments
        """)
    #expect(outcome.lines == ["status 1", "status 1", "status 1"], "\(outcome)")
    for message in [
      "huge pages are only for CAP_IPC_LOCK", "this kernel has no huge pages of 8.0 KiB",
      "not enough huge pages of 2.0 MiB are free",
    ] {
      #expect(outcome.errorText.contains(message), "\(message): \(outcome)")
    }
  }

  @Test func `is not begun if a limit or the kernel is against it, and the message names it`()
    throws
  {
    let outcome = try TestNamespace.run(
      start + """
        echo 4096 >/proc/sys/kernel/shmmax; $0 create --no-log sysv --size 4097
        echo 0 >/proc/sys/kernel/shmmni; $0 create --no-log sysv --size 1
        echo 1 >/proc/sys/kernel/shm_rmid_forced; $0 create --no-log sysv --size 1; segments
        """)
    #expect(outcome.lines == [], "\(outcome)")
    for message in ["its size is above SHMMAX", "all segments of SHMMNI", "shm_rmid_forced is on"] {
      #expect(outcome.errorText.contains(message), "\(message): \(outcome)")
    }
  }
}
