internal import TestSupport
internal import Testing

/// Results that cannot be written are an error of every command, which does its work all the same.
@Suite("Full standard output", .needs(.sysAdmin), .waits) struct FullOutputTests {
  @Test(arguments: [
    "list", "list --json", "list --named-only", "show one", "show --json one", "dump one",
    "dump --format raw one", "rm --dry-run one", "rm --dry-run --json one",
    "rm --orphans --assume-clear outside", "rm --help", "--version",
  ])
  func `fails a command that only prints`(_ words: String) throws {
    let outcome = try TestNamespace.run("echo x >one; later $0 \(words) >/dev/full")
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.contains("No space left on device"), "\(outcome)")
  }

  @Test(arguments: [
    "rm --no-log --yes one", "rm --no-log --yes --json one", "rm --no-log --yes psm_1 one",
    "$rm_orphans --yes --name one", "$rm_orphans --yes --name one --json",
  ])
  func `fails a removal, which is done`(_ words: String) throws {
    let words = words.hasPrefix("$") ? words : "\(words)"
    let outcome = try TestNamespace.run(
      "echo x >one; echo x >psm_1; later $0 \(words) >/dev/full; echo \"status $?\"; ls one")
    #expect(outcome.lines == ["status 1"], "\(outcome)")
    let complaints = outcome.errorText.split(separator: "\n").filter {
      $0.contains("No space left")
    }
    #expect(complaints == ["shmtop: standard output: No space left on device"], "\(outcome)")
  }

  @Test func `fails putting back and restoring, which are done`() throws {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mount -t tmpfs aside /mnt; $0 rm --yes --no-log --save /mnt psm_1 >/dev/null
      $0 restore /mnt/psm_1.json >/dev/full; echo "status $?"; cat psm_1
      killed unlinkat:1 $0 rm --yes --no-log psm_1
      $0 rm --put-back >/dev/full; echo "status $?"; cat psm_1
      """)
    #expect(outcome.lines == ["status 1", "x", "status 1", "x"], "\(outcome)")
    let complaints = outcome.errorText.split(separator: "\n").filter {
      $0.contains("No space left")
    }
    #expect(complaints.count == 2, "\(outcome)")
  }

  @Test(arguments: [
    "create sysv --size 4K --no-log >/dev/full", "create sysv --size 4K --no-log >&-",
    "create sysv --size 4K --no-log -J >/dev/full",
  ])
  func `fails creating, and a message names what was created`(_ words: String) throws {
    let outcome = try TestNamespace.run(
      "$0 \(words); echo \"status $?\"; awk 'NR > 1 { print \"sysv:\" $2 }' /proc/sysvipc/shm")
    #expect(outcome.lines.count == 2 && outcome.lines.first == "status 1", "\(outcome)")
    let id = try #require(outcome.lines.last)
    #expect(outcome.errorText.contains("shmtop: \(id): was created"), "\(outcome)")
    #expect(outcome.errorText.contains("shmtop: standard output: "), "\(outcome)")
  }

  @Test func `fails restoring, and a message has the new number`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs aside /mnt; id=$($0 create sysv:0x1234 --size 4K --no-log)
      $0 rm --yes --no-log --accept attach --save /mnt $id >/dev/null; $0 restore --no-log /mnt/*.json >/dev/full
      awk 'NR > 1 { print "sysv:" $2 }' /proc/sysvipc/shm
      """)
    let id = try #require(outcome.lines.last)
    #expect(outcome.errorText.contains("shmtop: \(id): restored\n"), "\(outcome)")
  }

  @Test func `is not an error if it is a closed pipe`() throws {
    let outcome = try TestNamespace.run(
      "echo x >one; { $0 rm --no-log --yes one; echo \"status $?\" >&2; } | :; ls one")
    #expect(outcome.errorText.contains("status 0"), "\(outcome)")
  }
}
