internal import Glibc
internal import TestSupport
internal import Testing

@Suite("A removal that is killed", .needs(.sysAdmin), .waits) struct KilledRemovalTests {
  private let ten = "for i in 0 1 2 3 4 5 6 7 8 9; do echo $i >psm_$i; done\n"

  @Test(arguments: ["unlinkat:4", "renameat2:4"])
  func `loses no other segment, and the next one puts back the one in its directory`(
    call: String
  ) throws {
    let outcome = try TestNamespace.run(
      ten + """
        killed \(call) $0 $rm_orphans --yes >&2; echo "status $?"
        find . -type f | wc -l; find . -path '*/.shmtop-*/psm_*' | wc -l
        $0 list >&2; $0 rm --put-back; echo "status $?"
        ls -A; cat psm_*
        """)
    let isHeld = call.hasPrefix("unlink")
    #expect(outcome.lines.prefix(3) == ["status 137", "7", isHeld ? "1" : "0"], "\(outcome)")
    #expect(
      outcome.errorText.contains("a removal that was killed left 1 segment") == isHeld, "\(outcome)"
    )
    // Newest first: 9, 8 and 7 went, 6 was held.
    let rest = outcome.lines.dropFirst(3)
    #expect(rest.contains("posix:/psm_6: put back") == isHeld)
    #expect(rest.drop { $0.hasPrefix("posix:") }.first == "status 0")
    #expect(
      rest.suffix(14) == ["psm_0", "psm_1", "psm_2", "psm_3", "psm_4", "psm_5", "psm_6"]
        + (0...6).map { "\($0)" }, "\(outcome)")
  }

  @Test func `without room for a directory leaves a segment that is put back too`() throws {
    let outcome = try TestNamespace.run(
      """
      echo hello >psm_1; long=$(printf '%0240d' 1); echo long >$long
      mount -o remount,nr_inodes=3 /dev/shm
      killed unlinkat:1 $0 rm --yes --no-log psm_1; echo "status $?"; ls -A | cut -c1-8
      $0 rm --put-back; echo "status $?"; later $0 rm --dry-run $long >&2
      later $0 rm --put-back; echo "status $?"; cat psm_1
      killed unlinkat:1 $0 rm --yes --no-log $long; later $0 rm --put-back; echo "status $?"
      """)
    #expect(
      outcome.lines == [
        "status 137", ".shmtop-", "00000000", "status 1", "posix:/psm_1: put back", "status 0",
        "hello", "status 1",
      ], "\(outcome)")
    for words in [
      "psm_1: not put back: a removal that is still running may use it",
      "a removal that was killed left 1 segment in /dev/shm with names that start with '.shmtop-'",
      "not put back: the end of its old name did not fit",
    ] { #expect(outcome.errorText.contains(words), "\(words): \(outcome)") }
  }

  @Test func `or cannot lock its directory leaves the segment and no directory`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; FAULT_FAIL=flock:0 later $0 rm --yes --no-log psm_1; echo "status $?"; ls -A
      """)
    #expect(outcome.lines == ["status 1", "psm_1"], "\(outcome)")
    #expect(outcome.errorText.contains("Input/output error"), "\(outcome)")
  }

  @Test func `is said to be in use while another run has its directory`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; killed unlinkat:1 $0 rm --yes --no-log psm_1; dir=$(echo .shmtop-*)
      flock $dir $0 rm --put-back; echo "status $?"
      chmod 755 $dir; $0 rm --put-back; echo "status $?"
      chmod 700 $dir; $0 rm --put-back; echo "status $?"
      """)
    #expect(
      outcome.lines == ["status 1", "status 1", "posix:/psm_1: put back", "status 0"],
      "\(outcome)")
    #expect(outcome.errorText.contains("a removal that is still running may use it"))
    #expect(outcome.errorText.contains("Permission denied"))
  }

  @Test func `is put back with status 1 if /dev/shm cannot be read`() throws {
    let outcome = try TestNamespace.run(
      """
      mkdir /tmp/own.$$ && mount --bind /tmp/own.$$ /dev && $0 rm --put-back; echo "status $?"
      umount -l /dev; rmdir /tmp/own.$$
      """)
    #expect(outcome.lines.last == "status 1", "\(outcome)")
    #expect(!outcome.errors.isEmpty)
  }

  @Test func `leaves the segment and its copy when that comes between saving and removing`() throws
  {
    let outcome = try TestNamespace.run(
      """
      echo hello >psm_1; mount -t tmpfs aside /mnt
      killed renameat2:1 $0 $rm_orphans --yes --save /mnt/copies; echo "status $?"
      cat psm_1 /mnt/copies/psm_1.raw; $0 restore /mnt/copies/psm_1.json; echo "status $?"
      rm psm_1; $0 restore /mnt/copies/psm_1.json; cat psm_1
      """)
    #expect(
      outcome.lines == [
        "status 137", "hello", "hello", "status 1", "posix:/psm_1: restored", "hello",
      ], "\(outcome)")
    #expect(outcome.errorText.contains("/psm_1 already exists"))
  }

  @Test func `is not put back over a segment that has taken the name`() throws {
    let outcome = try TestNamespace.run(
      """
      echo old >psm_1; killed unlinkat:1 $0 rm --yes --no-log psm_1; echo new >psm_1
      $0 rm --put-back; echo "status $?"; cat psm_1 .shmtop-*/psm_1
      """)
    #expect(outcome.lines == ["status 1", "new", "old"], "\(outcome)")
    #expect(
      outcome.errorText.contains(
        "posix:/psm_1: not put back: File exists; it stays in /dev/shm/.shmtop-"))
  }
}
