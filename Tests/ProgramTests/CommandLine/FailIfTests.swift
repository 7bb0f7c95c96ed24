internal import TestSupport
internal import Testing

/// The exit status of `list --fail-if`.
@Suite("--fail-if", .needs(.sysAdmin), .waits) struct FailIfTests {
  /// Runs a script in which `check QUERY` prints the matches and the status.
  private func lines(_ script: String) throws -> [String] {
    let outcome = try TestNamespace.run(
      """
      check() { later $0 list --noheadings --raw -o ID "$@" --fail-if "$query"; echo "status $?"; }
      \(script)
      """)
    #expect(outcome.status == .exited(0), "\(outcome)")
    // Other tests put files below this /dev/shm, about which each list complains.
    return outcome.lines.filter { !$0.contains("mounted over") }
  }

  @Test func `is 3 and the matches if there are any, and 0 and nothing if there are none`() throws {
    let lines = try lines(
      """
      echo x >psm_1; echo x >keep; hold open /dev/shm/keep >/dev/null
      query='state=orphan'; check
      query='state=orphan older>1h'; check
      query='kind=posix'; check --name keep
      query='kind=sysv'; later $0 list --fail-if "$query"; later $0 list -J --fail-if "$query" | wc -l
      """)
    #expect(
      lines == ["posix:/psm_1", "status 3", "status 0", "posix:/keep", "status 3", "1"], "\(lines)")
  }

  @Test func `is 1 if a segment that was not seen can match, unless the user vouches`() throws {
    let lines = try lines(
      """
      query='kind=memfd size>1G'; check 2>&1; check --assume-clear outside; check --named-only 2>&1
      query='kind=posix size>1G'; check --named-only
      """)
    #expect(lines.first?.contains("not known whether an unlinked segment or a memfd") == true)
    #expect(lines.dropFirst().prefix(2) == ["status 1", "status 0"], "\(lines)")
    #expect(lines.suffix(2) == ["status 64", "status 0"], "\(lines)")
  }

  @Test func `is 1 if the kernel's list cannot be read and nothing else matches`() throws {
    let lines = try lines(
      """
      echo x >psm_1; mount --bind /dev/null /proc/sysvipc/shm
      query='key=0x1234'; check 2>/dev/null
      query='key=0x1234 or name=psm_1'; check 2>/dev/null
      """)
    #expect(lines == ["status 1", "posix:/psm_1", "status 3"], "\(lines)")
  }

  @Test(.needs(.setUserID)) func `is 1 if a state is not known`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let check = try program.run(
      "list", "--name", "\(file.name)", "--fail-if", "kind=posix not state=in-use")
    #expect(check.status == .exited(1), "\(check)")
    #expect(check.output.isEmpty, "\(check)")
    #expect(check.errorText.contains("not known whether 1 segment matches"), "\(check)")
  }

  @Test func `is the same if the reader of the pipe has gone`() throws {
    let lines = try lines(
      """
      for i in $(seq 3000); do : >seg$i; done
      for form in --raw -J --json-lines; do
        { $0 list $form --fail-if kind=posix; echo $? >/dev/shm/status; } | true; cat /dev/shm/status
      done
      { $0 show seg1 nothing 2>/dev/null; echo $? >/dev/shm/status; } | true; cat /dev/shm/status
      """)
    #expect(lines == ["3", "3", "3", "1"], "\(lines)")
  }

  @Test(.needs(.setUserID)) func `is 1 if a directory that cannot be read can hide a match`() throws
  {
    let lines = try lines(
      """
      mkdir -m 700 sub; echo x >sub/large; mount -t tmpfs -o mode=755 x /mnt; cp $0 /mnt/shmtop
      check() {
        setpriv --reuid 65534 --regid 65534 --clear-groups /mnt/shmtop list --named-only --fail-if "$1"
        echo "status $?"
      }
      check 'kind=posix size>10M' 2>/dev/null; check 'kind=sysv' 2>/dev/null
      """)
    #expect(lines == ["status 1", "status 0"], "\(lines)")
  }

  @Test func `is 64 for a wrong query`() throws {
    let outcome = try shmtop("list", "--fail-if", "stat=orphan")
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.errorText.contains("did you mean 'state'?"), "\(outcome)")
  }
}
