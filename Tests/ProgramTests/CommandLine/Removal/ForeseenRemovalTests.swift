internal import TestSupport
internal import Testing

/// Removals that would fail, and of which that is said before the question.
@Suite("A removal that would fail", .waits) struct ForeseenRemovalTests {
  @Test(.needs(.sysAdmin), arguments: ["", "--orphans --name psm_1 --assume-clear outside"])
  func `is foreseen in a dry run if the file system is read-only`(_ orphans: String) throws {
    let target = orphans.isEmpty ? "psm_1" : orphans
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -o remount,ro /dev/shm
      later $0 rm --dry-run \(target) >/tmp/out.$$; echo "status $?"; cat /tmp/out.$$; rm /tmp/out.$$
      """)
    #expect(outcome.lines.first == (orphans.isEmpty ? "status 1" : "status 0"), "\(outcome)")
    #expect(!outcome.text.contains("posix:/psm_1"), "\(outcome)")
    #expect(outcome.errorText.contains("posix:/psm_1: Read-only file system"), "\(outcome)")
  }

  @Test(.needs(.sysAdmin)) func `is foreseen in a dry run if the name is a mount point`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; echo y >psm_2; mount --bind psm_2 psm_1
      later $0 rm --dry-run psm_1; echo "status $?"; later $0 rm --yes psm_1; echo "status $?"; ls
      """)
    #expect(outcome.lines == ["status 1", "status 1", "psm_1", "psm_2"], "\(outcome)")
    #expect(outcome.errorText.contains("posix:/psm_1: Device or resource busy"), "\(outcome)")
  }

  /// Root there has capabilities, but not over files of users who are not mapped.
  @Test(.needs(.sysAdmin)) func `is foreseen in a dry run in a user namespace`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -t tmpfs -o mode=755 own /mnt; cp "$0" /mnt/shmtop
      for how in --dry-run --yes; do
        setpriv --reuid 65534 --regid 65534 --clear-groups unshare -Ur /mnt/shmtop rm $how psm_1 >/dev/null
        echo "status $?"
      done; ls
      """)
    #expect(outcome.lines == ["status 1", "status 1", "psm_1"], "\(outcome)")
    let refusals = outcome.errorText.split(separator: "\n").filter {
      $0.contains("not permitted: its owner is not mapped in this user namespace")
    }
    #expect(refusals.count == 2, "\(outcome)")
  }

  @Test(.needs(.setUserID))
  func `is foreseen in a dry run if the file belongs to another user`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let (file, segment) = (try TestSegment(), try TestSystemVSegment())
    defer {
      file.remove()
      segment.remove()
    }
    let outcome = try program.run("rm", "--dry-run", "-J", "\(file.name)", "\(segment.id)")
    #expect(outcome.status == .exited(1), "\(outcome)")
    let document = try RemovalDocument(outcome.output)
    #expect(document.segments.map(\.outcome) == ["not-permitted", "not-permitted"])
    #expect(document.not_permitted == 2 && document.untouched == 0)
  }

  @Test(.needs(.sysAdmin)) func `is said by the monitor in place of the question`()
    throws
  {
    let terminal = try PseudoTerminal([
      "unshare", "--mount", "sh", "-c",
      """
      mount -t tmpfs own /dev/shm && echo x >/dev/shm/psm_1 && mount -o remount,ro /dev/shm \
      && exec "$0" --kind posix --name psm_1
      """, "\(Program.path())",
    ])
    defer { terminal.end() }
    try terminal.wait(for: "/psm_1")
    try terminal.type("d")
    try terminal.wait(for: "Read-only file system")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
