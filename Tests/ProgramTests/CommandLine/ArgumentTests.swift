internal import TestSupport
internal import Testing

@Suite("Arguments", .needs(.sysAdmin), .waits) struct ArgumentTests {
  @Test func `are known without /proc`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c", "mount -t tmpfs none /proc && exec \"$0\" --version",
      Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.lines.count == 1)
    #expect(outcome.lines.first?.first?.isNumber == true)
  }

  @Test func `are not forgotten if /proc/self/cmdline cannot be read`() throws {
    let outcome = try TestNamespace.run(
      """
      mount --bind /dev/null /proc/$$/cmdline; echo x >kept
      exec $0 rm --read-only --yes --no-log kept
      """)
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.contains("read-only"), "\(outcome)")
  }
}
