internal import TestSupport
internal import Testing

/// Processes whose mappings are not what they seem; the test wants root.
@Suite("A mapping", .needs(.sysAdmin), .waits) struct ForgedMappingTests {
  /// The forger has the lower PID, so it is found first.
  @Test func `that only looks like a segment is neither shown nor saved in its place`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs own /mnt; for i in 1 2 3 4 5 6; do hold create 4096; done
      id=$($0 list --noheadings -o ID | tail -n 1); hold forge "${id#sysv:}"; forger=$holder
      grep -c " ${id#sysv:}  */SYSV00000000 (deleted)" /proc/$forger/maps; hold attach "${id#sysv:}"
      $0 dump "$id" --format raw >/mnt/bytes; echo "dump $?"
      grep -c forged /mnt/bytes; wc -c </mnt/bytes
      mkdir /mnt/saved; $0 rm "$id" --yes --no-log --save /mnt/saved; echo "rm $?"
      grep -rc forged /mnt/saved
      """)
    let lines = outcome.lines
    #expect(lines.contains("dump 0"), "\(outcome)")
    #expect(lines.contains("4096"), "\(outcome)")
    #expect(lines.contains("rm 0"), "\(outcome)")
    #expect(!lines.contains { $0.hasSuffix(":1") }, "\(outcome)")
    // In the maps of the forger, and not in what was read.
    #expect(lines.filter { $0 == "1" }.count == 1, "\(outcome)")
  }

  /// In parts, because each has a deadline.
  @Test(arguments: 1...4) func `that moves all the time makes no orphan of its file`(part: Int)
    throws
  {
    let outcome = try TestNamespace.run(
      """
      truncate -s 4096 psm_1; hold move psm_1
      for i in $(seq 10); do later $0 list --noheadings -o STATE; done | sort | uniq -c
      for i in 1 2; do later $0 $rm_orphans --yes >/dev/null; done; ls
      """)
    #expect(outcome.lines.contains { $0.hasSuffix("10 in-use") }, "\(outcome)")
    #expect(outcome.lines.last == "psm_1", "\(outcome)")
  }
}
