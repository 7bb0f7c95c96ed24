internal import TestSupport
internal import Testing

/// Another file system in the place of `/proc`, or of a part of it.
@Suite("Covered /proc", .waits) struct CoveredProcTests {
  @Test(.needs(.sysAdmin)) func `is said, and nothing is counted as 0`() throws {
    let outcome = try TestNamespace.run(
      "echo x >one; mount -t tmpfs covers /proc; mkdir /proc/self; $0 list --json")
    let document = try document(outcome)
    #expect(outcome.errorText.contains("shmtop: /proc: is not mounted\n"), "\(outcome)")
    #expect(outcome.text.contains(#""processes":null,"unreadable_processes":null"#), "\(outcome)")
    #expect(document.segments.count == 1)
  }

  @Test(
    .needs(.sysAdmin),
    arguments: ["show sysv:0", "show 0", "wait sysv:0 --for present --timeout 0"])
  func `leaves it open whether there is a System V segment`(_ words: String) throws {
    let outcome = try TestNamespace.run("mount -t tmpfs covers /proc/sysvipc; $0 \(words)")
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(!outcome.errorText.contains("no such segment"), "\(outcome)")
    #expect(outcome.errorText.contains("0: "), "\(outcome)")
    #expect(outcome.errorText.contains("/proc/sysvipc/shm: No such file"), "\(outcome)")
  }
}
