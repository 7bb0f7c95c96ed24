internal import Glibc
internal import TestSupport
internal import Testing

@Suite("A read-only program", .waits) struct ReadOnlyTests {
  @Test(arguments: ["1", "yes"])
  func `refuses every command that changes something`(value: String) throws {
    let file = try TestSegment()
    defer { file.remove() }
    for words in [
      ["rm", "--yes", "\(file.name)"], ["rm", "--put-back"],
      ["rm", "--orphans", "--yes", "--name", "\(file.name)"], ["restore", "x.json"],
      ["set", "\(file.name)", "--mode", "644"], ["lock", "sysv:0"], ["unlock", "sysv:0"],
      ["resize", "\(file.name)", "8192"],
      ["create", "/\(file.name)_new", "--size", "1"],
      ["write", "\(file.name)", "--offset", "0", "--text", "a", "--yes"],
      ["hold", "\(file.name)"],
    ] as [[Argument]] {
      let program = Argument(Array(try Program.path().utf8))
      let byVariable = try Command.run(
        [program] + words, environment: ["SHMTOP_READ_ONLY": value])
      let byOption = try Command.run([program] + words + ["--read-only"])
      for outcome in [byVariable, byOption] {
        #expect(outcome.status == .exited(1), "\(outcome)")
        #expect(outcome.errorText.contains("not permitted in read-only mode"))
        #expect(outcome.output.isEmpty)
      }
    }
    #expect(file.exists)
  }

  @Test func `still says what it would remove`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("rm", "--dry-run", "--read-only", "\(file.name)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.fields(of: "posix:/\(file.name)") != nil)
  }

  @Test(arguments: ["", "0"])
  func `is not read-only if the variable is 0 or empty`(value: String) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop(
      "rm", "--yes", "--no-log", "\(file.name)", environment: ["SHMTOP_READ_ONLY": value])
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(!file.exists)
  }
}

@Suite("A /dev/shm that", .needs(.sysAdmin), .waits) struct UnwritableDirectoryTests {
  @Test func `is mounted read-only keeps its segments, and the error says why`() throws {
    let outcome = try TestNamespace.run(
      "echo x >psm_1; mkdir d; echo x >d/f; mount -o remount,ro /dev/shm; "
        + "$0 rm --yes --no-log psm_1 d/f; echo \"status $?\"; ls")
    #expect(outcome.lines == ["status 1", "d", "psm_1"], "\(outcome)")
    #expect(outcome.errorText.contains("posix:/psm_1: Read-only file system"))
  }

  @Test func `has no room for one more file still allows removal`() throws {
    let outcome = try TestNamespace.run(
      """
      mount -t tmpfs -o mode=1777,nr_inodes=4 full /dev/shm; cd /dev/shm; long=$(printf 'psm_%0251d' 3)
      for i in psm_1 psm_2 $long; do echo $i >$i; done
      mkdir d 2>&1; $0 rm --yes --no-log $long psm_1 psm_2; echo "status $?"; ls -A
      """)
    #expect(outcome.lines.last == "status 0", "\(outcome)")
    #expect(outcome.text.contains("No space left"), "\(outcome)")
  }

  @Test func `belongs to root alone lets users remove in directories of theirs`() throws {
    let outcome = try TestNamespace.run(
      """
      chmod 755 .; mkdir d; echo x >d/f; chown -R 65534 d; cp $0 d/program
      setpriv --reuid 65534 --clear-groups d/program rm --yes --no-log d/f; echo "status $?"; ls -A d
      """)
    #expect(outcome.lines == ["posix:/d/f: removed", "status 0", "program"], "\(outcome)")
  }
}
