internal import Glibc
internal import TestSupport
internal import Testing

/// What lies in a `/dev/shm` of the test's own, in a mount namespace that ends with the command.
@Suite("A /dev/shm of one's own", .needs(.sysAdmin), .waits) struct OwnDirectoryTests {
  private func list(after setup: String, _ arguments: String = "list") throws -> Command.Outcome {
    let script = """
      mount -t tmpfs own /dev/shm && cd /dev/shm && { \(setup); } && exec "$0" \(arguments)
      """
    return try Command.run([
      "unshare", "--mount", "sh", "-c", "\(script)", Argument(Array(Program.path().utf8)),
    ])
  }

  @Test func `another file system mounted below is not a segment`() throws {
    let outcome = try list(
      after: "mkdir m && mount -t tmpfs below m && echo x > m/inside && echo x > f && "
        + "mount --bind /etc/hostname f && echo x > own", "list --json")
    let document = try document(outcome)
    #expect(document.segments.filter { $0.kind == "posix" }.map(\.name) == ["/own"])
    #expect(Set(document.others.map(\.name)) == ["/m", "/f"])
    #expect(Set(document.others.map(\.type)) == ["mount point"])
  }

  @Test func `a /dev/shm that is not a tmpfs is reported and listed`() throws {
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c",
      "mount -t ramfs own /dev/shm && echo x > /dev/shm/n && exec \"$0\" list",
      Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.fields(of: "posix:/n") != nil)
    #expect(outcome.errorText.contains("is not a tmpfs"))
  }

  @Test func `a missing /dev/shm is reported and the rest is listed`() throws {
    let outcome = try list(after: "cd / && mount -t tmpfs empty /dev")
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.contains("/dev/shm: No such file or directory"))
    #expect(outcome.text.hasPrefix("ID "))
  }

  @Test func `an unreadable directory is not the same as no segment`() throws {
    let script = """
      mount -t tmpfs -o mode=1777 own /dev/shm && mkdir -m 700 /dev/shm/closed \
      && cp "$0" /dev/shm/program && chmod 755 /dev/shm/program \
      && exec setpriv --reuid 65534 --clear-groups /dev/shm/program rm --yes closed/x none
      """
    let outcome = try Command.run([
      "unshare", "--mount", "sh", "-c", "\(script)", Argument(Array(Program.path().utf8)),
    ])
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(
      outcome.errorText.contains("closed/x: cannot be found: /dev/shm/closed: Permission denied"))
    #expect(outcome.errorText.contains("none: no such segment"))
  }

  @Test func `thousands of names are found and removed at once`() throws {
    let outcome = try list(
      after: "i=0; while [ $i -lt 3000 ]; do : > n$i; i=$((i+1)); done", "rm --yes n*")
    #expect(outcome.status == .exited(0), "\(outcome.errorText)")
    #expect(outcome.lines.count == 3000)
  }
}
