internal import Glibc
internal import TestSupport
internal import Testing

@Suite("rm", .waits) struct RemovingTests {
  @Test func `takes every way to name a POSIX segment`() throws {
    for prefix in ["", "/", "posix:/"] {
      let file = try TestSegment()
      defer { file.remove() }
      let outcome = try shmtop("rm", "--yes", "\(prefix)\(file.name)")
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.text.contains("posix:/\(file.name)"))
      #expect(outcome.lines == ["posix:/\(file.name): removed"])
      #expect(!outcome.errorText.contains("shmtop:"))
      #expect(!file.exists)
    }
  }

  @Test func `takes bare names as the bytes they are`() throws {
    for ending in [[0xff], [0x1b, 0x5b], Array("\\x41".utf8), Array("\u{e9}".utf8)] as [[UInt8]] {
      for slash in ["", "/"] {
        let file = try TestSegment(Array(Unique.name().utf8) + ending)
        defer { file.remove() }
        let outcome = try shmtop("rm", "-y", Argument(Array(slash.utf8) + file.bytes))
        #expect(outcome.status == .exited(0), "\(outcome)")
        #expect(!file.exists)
      }
    }
  }

  @Test func `takes every way to name a System V segment`() throws {
    let ways: [(TestSystemVSegment) -> Argument] = [
      { "\($0.number)" }, { "sysv:\($0.number)" }, { "key:\($0.keyText)" }, { "key:\($0.key)" },
    ]
    for way in ways {
      let segment = try TestSystemVSegment()
      defer { segment.remove() }
      let outcome = try shmtop("rm", "--yes", way(segment))
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.text.contains(segment.id))
      #expect(!segment.exists)
    }
  }

  @Test func `removes a named semaphore`() throws {
    let file = try TestSegment("sem.\(Unique.name())", size: 32)
    defer { file.remove() }
    let outcome = try shmtop("rm", "--yes", "posix:/\(file.name)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(!file.exists)
  }

  @Test func `removes each named segment once`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let outcome = try shmtop(
      "rm", "--yes", "\(file.name)", "/\(file.name)", "\(segment.id)", "key:\(segment.keyText)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.lines.count == 2)
    #expect(!file.exists)
    #expect(!segment.exists)
  }

  @Test func `removes nothing in a dry run and shows what it would`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    for more in [[], ["--yes"]] as [[Argument]] {
      let outcome = try Command.run(
        ["\(Program.path())", "rm", "--dry-run", "/\(file.name)", "\(segment.id)"] + more)
      #expect(outcome.status == .exited(0), "\(outcome)")
      #expect(outcome.fields(of: "posix:/\(file.name)") != nil)
      #expect(outcome.fields(of: segment.id) != nil)
      #expect(file.exists)
      #expect(segment.exists)
    }
  }

  @Test func `removes all segments even if its output is closed`() throws {
    let first = try TestSegment()
    defer { first.remove() }
    let second = try TestSegment()
    defer { second.remove() }
    let outcome = try shmtop(
      "rm", "--yes", "\(first.name)", "\(second.name)", output: .closedPipe)
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(!outcome.errorText.contains("shmtop:"))
    #expect(!first.exists)
    #expect(!second.exists)
  }
}
