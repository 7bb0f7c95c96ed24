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
