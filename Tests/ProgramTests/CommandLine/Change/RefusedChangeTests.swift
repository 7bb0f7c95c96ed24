internal import TestSupport
internal import Testing

/// What keeps some users from files that others made, and its limits.
@Suite("A change under the rules of a file system", .needs(.sysAdmin), .waits)
struct RefusedChangeTests {
  // The setting is that of the whole host, so the test does not change it, and looks at the calls.
  @Test(.needsStrace) func `opens no segment with O_CREAT, which fs.protected_regular can refuse`()
    throws
  {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; seq 2000 >/mnt/bytes
      for change in 'create /a --size 4K --reserve' 'create /b --from /mnt/bytes' 'resize a 8K' \\
        'resize a 2K --yes --assume-clear outside' 'write a --offset 0 --text x --yes' 'set a --mode 640'
      do
        later strace -f -qq -e trace=open,openat,openat2,creat -o /mnt/trace $0 $change --no-log >&2 || exit
        grep -E 'O_(RDWR|WRONLY|TMPFILE|CREAT)' /mnt/trace | grep -v -e '"/dev/null"' -e '"/dev/tty"' >>/mnt/all
      done
      grep -c -E 'O_(RDWR|WRONLY|TMPFILE)' /mnt/all; grep -c O_CREAT /mnt/all
      """)
    let counts = outcome.lines.compactMap(Int.init)
    try #require(counts.count == 2, "\(outcome)")
    #expect(counts[0] >= 5, "\(outcome)")
    #expect(counts[1] == 0, "\(outcome)")
  }

  @Test(.needsStrace) func `beyond a quota leaves nothing, or what was there before`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; seq 2000 >/mnt/bytes; seq 2000 >a; md5sum a >/mnt/sum
      beyond() {
        call=$1; shift
        strace -f -qq -e inject=$call:error=EDQUOT -o /mnt/trace $0 "$@" --no-log; echo $?
        grep -c INJECTED /mnt/trace
      }
      beyond fallocate create /b --size 4K --reserve
      beyond copy_file_range,pwrite64 create /c --from /mnt/bytes
      beyond fallocate resize a 1M
      beyond pwrite64 write a --offset 0 --text x --yes
      md5sum -c --quiet /mnt/sum; ls
      """)
    let lines = outcome.lines
    try #require(lines.count == 9, "\(outcome)")
    for index in stride(from: 0, to: 8, by: 2) {
      #expect(lines[index] == "1" && lines[index + 1] != "0", "\(outcome)")
    }
    #expect(lines.last == "a", "\(outcome)")
    let message = "Disk quota exceeded"
    #expect(
      outcome.errorText.split(separator: "\n").count { $0.contains(message) } == 4, "\(outcome)")
  }

  @Test(.needsTmpfsQuota) func `beyond the quota of a tmpfs leaves nothing`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o mode=1777,usrquota,usrquota_block_hardlimit=64K limited /mnt
      cp "$0" /tmp/shmtop-test.$$ && trap 'rm -f /tmp/shmtop-test.$$' EXIT
      mount --move /mnt /dev/shm; cd /dev/shm
      setpriv --reuid 65534 --regid 65534 --clear-groups /tmp/shmtop-test.$$ create /b --size 1M --reserve --no-log
      echo $?; ls
      """)
    #expect(outcome.lines == ["1"], "\(outcome)")
    #expect(outcome.errorText.contains("Disk quota exceeded"), "\(outcome)")
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips tests by name if the kernel has no quotas for a tmpfs, as before 6.6 and by its configuration.
  fileprivate static var needsTmpfsQuota: ConditionTrait {
    .enabled("needs quotas of a tmpfs") {
      try TestNamespace.run("mount -t tmpfs -o usrquota tmpfs /mnt").status == .exited(0)
    }
  }
}
