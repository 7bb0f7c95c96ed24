internal import Glibc
internal import TestSupport
internal import Testing

/// Processes and file systems of others that never answer; all wants root, and `/dev/fuse`.
@Suite(
  "What never answers", .needs(.sysAdmin), .waits,
  .enabled(if: access("/dev/fuse", R_OK | W_OK) == 0, "needs /dev/fuse"))
struct SilentProcessTests {
  @Test func `a process whose memory is locked keeps no list from its end, and is named`() throws {
    let outcome = try TestNamespace.run(
      """
      truncate -s 12K psm_silent; echo x >psm_other; mount -t tmpfs own /mnt; mkdir /mnt/there; hold silent /mnt/there
      $0 list --noheadings -o NAME; echo "list $?"
      $0 list --json | grep -c '"schema"'; $0 show psm_other; echo "show $?"
      $0 rm psm_other --yes --no-log >/dev/null; echo "rm $?"
      """)
    let lines = outcome.lines
    #expect(lines.contains("list 0"), "\(outcome)")
    #expect(lines.contains("/psm_silent"), "\(outcome)")
    #expect(lines.contains("show 0"), "\(outcome)")
    #expect(lines.contains("rm 0"), "\(outcome)")
  }

  @Test func `a process whose memory is locked keeps no monitor from its rows or its end`() throws {
    let terminal = try PseudoTerminal(
      TestNamespace.command(
        """
        truncate -s 12K psm_silent; echo x >psm_other; mount -t tmpfs own /mnt; mkdir /mnt/there; hold silent /mnt/there
        $0 monitor; echo "monitor $?"
        """))
    defer { terminal.end() }
    try terminal.wait(for: "/psm_other")
    try terminal.wait(for: "1 unreadable")
    try terminal.type("q")
    try terminal.wait(for: "monitor 0")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test func `a file system below it keeps neither list nor removal nor dump from its end`() throws
  {
    let outcome = try TestNamespace.run(
      """
      mkdir there; echo x >psm_1; echo y >psm_2; hold silent-mount there
      $0 list --noheadings -o NAME; echo "list $?"
      $0 dump psm_2 --format raw; echo "dump $?"; $0 dump there/file; echo "below $?"
      $0 rm psm_1 --yes --no-log >/dev/null; echo "rm $?"; $0 rm there/file --yes; echo "refused $?"
      """)
    let lines = outcome.lines
    #expect(lines.contains("/psm_1") && lines.contains("/psm_2"), "\(outcome)")
    for line in ["list 0", "y", "dump 0", "below 1", "rm 0", "refused 1"] {
      #expect(lines.contains(line), "\(outcome)")
    }
  }
}
