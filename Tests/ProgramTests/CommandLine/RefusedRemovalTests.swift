internal import Glibc
internal import TestSupport
internal import Testing

@Suite("rm refuses", .waits) struct RefusedRemovalTests {
  @Test func `to remove without --yes if there is no terminal`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("rm", "\(file.name)")
    #expect(outcome.status == .exited(64))
    #expect(outcome.errorText.contains("--yes"))
    #expect(file.exists)
  }

  @Test func `what it does not find, and removes the others`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let missing = Unique.name()
    let outcome = try shmtop("rm", "--yes", "\(file.name)", "/\(missing)", "\(segment.id)")
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.errorText.contains(missing))
    #expect(!outcome.errorText.contains("shmtop: posix:/\(file.name)"))
    #expect(!file.exists)
    #expect(!segment.exists)
  }

  @Test(
    arguments: [
      "posix:", "posix:x", "posix:/", "posix:/\\q", "sysv:", "sysv:x", "sysv:0x10", "key:",
      "key:0x",
      "key:0", "key:zz", "/", "",
    ] as [Argument])
  func `everything if one argument is malformed`(_ malformed: Argument) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let outcome = try shmtop("rm", "--yes", "\(file.name)", malformed)
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
    #expect(file.exists)
  }

  @Test func `a number that is also a name, and says what it could mean`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let file = try TestSegment("\(segment.number)")
    defer { file.remove() }
    let other = try TestSegment()
    defer { other.remove() }
    let outcome = try shmtop("rm", "--yes", "\(other.name)", "\(segment.number)")
    #expect(outcome.status == .exited(64), "\(outcome)")
    #expect(outcome.errorText.contains("sysv:\(segment.number)"))
    #expect(outcome.errorText.contains("posix:/\(segment.number)"))
    #expect(!outcome.errorText.contains("Usage: "), "\(outcome)")
    #expect(file.exists && segment.exists && other.exists)
    // With a prefix each of them is clear.
    #expect(try shmtop("rm", "--yes", "/\(segment.number)").status == .exited(0))
    #expect(!file.exists && segment.exists)
  }

  @Test func `a file that is not a segment, and leaves it in place`() throws {
    let link = try TestSegment("symlink") { symlink("/etc/passwd", $0) }
    let pipe = try TestSegment("mkfifo") { mkfifo($0, 0o600) }
    let folder = try TestSegment("mkdir") { mkdir($0, 0o700) }
    let all = [(link, "link"), (pipe, "FIFO"), (folder, "directory")]
    defer { for (file, _) in all { file.remove() } }
    for (file, word) in all {
      let outcome = try shmtop("rm", "--yes", "/\(file.name)")
      #expect(outcome.status == .exited(1), "\(outcome)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errorText.contains(word), "\(outcome)")
      #expect(outcome.errorText.contains(file.name))
      #expect(file.exists)
    }
  }
}
