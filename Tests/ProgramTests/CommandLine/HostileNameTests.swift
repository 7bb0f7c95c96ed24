internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Hostile names", .waits) struct HostileNameTests {
  @Test(arguments: HostileName.all)
  func `leave the list as visible text only`(_ hostile: HostileName) throws {
    let file = try TestSegment(hostile.bytes())
    defer { file.remove() }
    let prefix = hostile.prefix(of: file)
    let form: [[Argument]] = [["list"], ["list", "--raw"], ["list", "--json"]]
    for words in form {
      let outcome = try Command.run(["\(Program.path())"] + words)
      #expect(outcome.status == .exited(0))
      #expect(outcome.lines.contains { $0.contains(prefix) }, "\(outcome)")
      #expect(outcome.output.unsafeParts(allowing: [0x0a, 0x09]) == [])
      #expect(outcome.errors.unsafeParts(allowing: [0x0a]) == [])
    }
  }

  @Test(arguments: HostileName.all)
  func `leave as ASCII only in a C locale`(_ hostile: HostileName) throws {
    let file = try TestSegment(hostile.bytes())
    defer { file.remove() }
    let listed = try shmtop("list", environment: ["LC_ALL": "C"])
    #expect(listed.status == .exited(0))
    #expect(listed.output.allSatisfy { $0 < 0x80 })
    let removed = try shmtop(
      "rm", "--yes", "--", Argument(file.bytes), environment: ["LC_ALL": "C"])
    #expect(removed.status == .exited(0), "\(removed)")
    #expect((removed.output + removed.errors).allSatisfy { $0 < 0x80 })
    #expect(!file.exists)
  }

  @Test(arguments: HostileName.all)
  func `are removed by the text that the list prints`(_ hostile: HostileName) throws {
    let file = try TestSegment(hostile.bytes())
    defer { file.remove() }
    let prefix = hostile.prefix(of: file)
    let lines = try shmtop("list", "--raw", "--noheadings", "-o", "ID").lines
    let id = try #require(lines.first { $0.contains(prefix) })
    let outcome = try shmtop("rm", "--yes", "\(id)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect((outcome.output + outcome.errors).unsafeParts(allowing: [0x0a]) == [])
    #expect(!file.exists)
  }

  @Test(arguments: HostileName.all)
  func `are repeated as visible text when there is no such segment`(_ hostile: HostileName) throws {
    let outcome = try shmtop("rm", "--yes", "--", Argument(hostile.bytes()))
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.unsafeParts(allowing: [0x0a]) == [])
    #expect(outcome.errors.count(where: { $0 == 0x0a }) == 1, "\(outcome)")
  }

  @Test func `keep their true bytes in JSON`() throws {
    let bytes = Array("\(Unique.name())\u{1b}[2J".utf8) + [0xff]
    let file = try TestSegment(bytes)
    defer { file.remove() }
    let digits = bytes.map { String(0x100 | UInt16($0), radix: 16).dropFirst() }.joined()
    #expect(try document().segments.contains { $0.name_bytes?.hasSuffix(digits) == true })
  }

  @Test func `in options are repeated as visible text`() throws {
    for word in ["--\u{1b}]2;x\u{7}", "\u{202e}", "\u{9b}2J"] as [Argument] {
      let outcome = try shmtop(word)
      #expect(outcome.status == .exited(64))
      #expect((outcome.output + outcome.errors).unsafeParts(allowing: [0x0a]) == [])
    }
  }

  @Test func `in options start no line of their own`() throws {
    let outcome = try shmtop("list", "--x\nshmtop: all is well")
    #expect(outcome.status == .exited(64))
    #expect(!outcome.errorText.split(separator: "\n").contains { $0.hasPrefix("shmtop: all") })
    #expect(outcome.errorText.contains("\\nshmtop: all is well"), "\(outcome)")
  }
}
