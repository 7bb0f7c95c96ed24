internal import Glibc
internal import TestSupport
internal import Testing

/// What happens between two calls of `rm`, which is stopped before one of them or fails there.
@Suite("Between two steps of a removal", .needs(.sysAdmin), .waits) struct SteppedRemovalTests {
  /// `stopped CALL ARGUMENTS` runs the program until it stops there, and `finished` to its end.
  private static let start = """
    stopped() {
      at=$1; shift
      FAULT_SIGNAL=\(SIGSTOP) FAULT_KILL=$at FAULT_LATER=120 LD_PRELOAD=$fault $0 "$@" >&2 & removal=$!
      for i in $(seq 2000); do grep -q '^State:.T' /proc/$removal/status && return; sleep 0.01; done
      echo "not stopped"; kill -9 $removal
    }
    finished() { kill -CONT $removal; wait $removal; echo "status $?"; }

    """

  @Test(arguments: ["rm --yes --no-log psm_1", "$rm_orphans --yes"])
  func `a file that takes the name before the move is put back`(command: String) throws {
    let outcome = try TestNamespace.run(
      Self.start + """
        echo old >psm_1; echo new >other; stopped renameat2:1 \(command)
        mv other psm_1; finished; ls -A; cat psm_1
        """)
    #expect(outcome.lines == ["status 1", "psm_1", "new"], "\(outcome)")
    #expect(outcome.errorText.contains("another segment has replaced it"), "\(outcome)")
  }

  @Test(arguments: ["rm --yes --no-log psm_1", "$rm_orphans --yes"])
  func `a file whose removal is refused is put back`(command: String) throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; FAULT_FAIL=unlinkat:1 later $0 \(command) >&2; echo "status $?"; ls -A
      """)
    #expect(outcome.lines == ["status 1", "psm_1"], "\(outcome)")
    #expect(outcome.errorText.contains("Input/output error"), "\(outcome)")
  }

  /// The first lease is the program's own test of leases, and the second a question of the list.
  @Test func `an orphan for which the kernel refuses a lease with an error is put back`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; FAULT_FAIL=lease:3 later $0 $rm_orphans --yes >&2; echo "status $?"; ls -A
      """)
    #expect(outcome.lines == ["status 1", "psm_1"], "\(outcome)")
    #expect(outcome.errorText.contains("Input/output error"), "\(outcome)")
  }

  @Test func `the lease on an orphan is kept until its name is gone`() throws {
    let outcome = try TestNamespace.run(
      Self.start + """
        echo x >psm_1; stopped unlinkat:1 $rm_orphans --yes
        grep -c "LEASE.*:$(stat -c %i .shmtop-*/psm_1) " /proc/locks; finished; ls -A
        """)
    #expect(outcome.lines == ["1", "status 0"], "\(outcome)")
  }

  /// The bytes, the metadata and the names are on the disk before the segment goes.
  @Test(.needsStrace) func `a copy is on the disk before its segment is removed`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -t tmpfs own /mnt
      later strace -f -qq -o /mnt/log -e trace=fsync,renameat2 \
        $0 rm --yes --no-log --save /mnt/copies psm_1 >&2; echo "status $?"
      sed -nE 's/^[0-9]+ +(fsync|renameat2).*/\\1/p' /mnt/log
      """)
    #expect(
      outcome.lines == ["status 0"] + Array(repeating: "fsync", count: 4) + ["renameat2"],
      "\(outcome)")
  }

  @Test func `a segment that shrinks to less than is known has no bytes after its end`() throws {
    let outcome = try TestNamespace.run(
      Self.start + """
        truncate -s 1M psm_1; mount -t tmpfs own /mnt
        stopped lseek:1 dump --format raw -O /mnt/copy psm_1; truncate -s 0 psm_1; finished
        stat -c %s /mnt/copy
        """)
    #expect(outcome.lines == ["status 1", "0"], "\(outcome)")
  }
}
