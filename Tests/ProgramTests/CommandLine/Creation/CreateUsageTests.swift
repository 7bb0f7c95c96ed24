internal import TestSupport
internal import Testing

@Suite("create, wrongly used", .waits) struct CreateUsageTests {
  @Test(
    arguments: [
      ("/a", "--size"), ("a --size 1", "posix:/NAME"), ("posix:a --size 1", "posix:/NAME"),
      ("/a/b --size 1", "slash"), ("/.. --size 1", "slash"), ("/sem.a --size 1", "sem_open"),
      ("sysv:x --size 1", "0x52e2c1"), ("sysv:0 --size 1", "sysv alone"),
      ("sysv --size 0", "at least one byte"), ("sysv --size 1 --reserve", "POSIX"),
      ("/a --size 1 --huge 2M", "System V"), ("sysv --size 1 --huge 3M", "power of two"),
      ("/a --size 1.5M", "4096"), ("/a --size 1 --mode 4755", "0777"),
      ("/a --size 1 --mode 8", "0640"), ("/a --size 1 --owner no-such-user", "no user is named"),
      ("/a --size 1 --owner 0:no-such-group", "no group is named"),
      ("/a --size 1 --owner 4294967295", "no user is named"),
    ])
  func `ends with status 64 and what would be right`(words: String, right: String) throws {
    let outcome = try Command.run(["sh", "-c", "exec \"$0\" create \(words)", try program])
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errorText.contains(right), "\(outcome)")
  }

  @Test func `shows what was typed with each escape once`() throws {
    let outcome = try shmtop("create", "/a", "--size", "1", "--owner", #"no\user\#u{7}"#)
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.errorText.contains(#"no user is named 'no\\user\x07'."#), "\(outcome)")
  }

  private var program: Argument { get throws { Argument(Array(try Program.path().utf8)) } }
}
