internal import TestSupport
internal import Testing

@Suite("A restore with any umask", .needs(.sysAdmin), .waits) struct RestoreUmaskTests {
  @Test(
    .enabled(if: TestSegment.canHaveAttributes, "needs attributes on tmpfs, Linux 6.6"),
    .enabled(if: Command.exists("python3"), "needs python3"))
  func `brings the mode and the attributes of an ordinary user's segment back`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o mode=1777 own /mnt; cp "$0" /mnt/program
      echo x >psm_1; chmod 640 psm_1; chown 65534:65534 psm_1
      python3 -c 'import os; os.setxattr("/dev/shm/psm_1", "user.a", b"b")'
      setpriv --reuid 65534 --regid 65534 --clear-groups sh -c '
        /mnt/program rm --yes --no-log --save /mnt/copies psm_1
        umask 777; /mnt/program restore /mnt/copies/psm_1.json; echo "status $?"'
      stat -c %a psm_1; python3 -c 'import os; print(os.listxattr("/dev/shm/psm_1"))'
      """)
    #expect(outcome.lines.suffix(3) == ["status 0", "640", "['user.a']"], "\(outcome)")
  }
}
