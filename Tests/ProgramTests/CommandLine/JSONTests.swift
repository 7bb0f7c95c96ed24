internal import Formatting
internal import FoundationEssentials
internal import Glibc
internal import TestSupport
internal import Testing

@Suite("JSON", .waits) struct JSONTests {
  @Test func `says of a POSIX segment what is known`() throws {
    let file = try TestSegment(size: 10_000, contents: [1])
    defer { file.remove() }
    let segment = try #require(try document().segments.first { $0.id == "posix:/\(file.name)" })
    #expect(segment.kind == "posix")
    #expect(segment.name == file.name || segment.name == "/\(file.name)")
    #expect(segment.name_bytes == nil)
    #expect(segment.size == 10_000)
    #expect(segment.allocated ?? 0 >= 4096)
    #expect(segment.mode == "0600")
    #expect(segment.uid == geteuid())
    #expect(segment.shmid == nil)
    #expect(segment.key == nil)
    #expect(!segment.removed)
  }

  @Test func `says of a System V segment what is known`() throws {
    let own = try TestSystemVSegment(size: 10_000)
    defer { own.remove() }
    let segment = try #require(try document().segments.first { $0.id == own.id })
    #expect(segment.kind == "sysv")
    #expect(segment.name == nil)
    #expect(segment.key == own.keyText)
    #expect(segment.shmid == own.number)
    #expect(segment.size == 10_000)
    #expect(segment.attached == 0)
    #expect(segment.creator_pid == getpid())
  }

  @Test func `says that a semaphore is one`() throws {
    let file = try TestSegment("sem.\(Unique.name())", size: 32)
    defer { file.remove() }
    let segment = try #require(try document().segments.first { $0.id == "posix:/\(file.name)" })
    #expect(segment.kind == "semaphore")
  }

  @Test(.needs(.sysAdmin)) func `without /proc says that processes are not known, and why`() throws
  {
    let outcome = try TestNamespace.run(
      """
      echo x >psm_1; mkfifo pipe
      while umount -l /proc 2>/dev/null; do :; done
      $0 list -J; chmod 0 /dev/shm; setpriv --reuid 65534 --clear-groups $0 list -J
      """)
    #expect(outcome.errorText.contains("/proc: is not mounted"), "\(outcome)")
    #expect(!outcome.text.contains("foreign-proc"), "\(outcome)")
    let documents = try outcome.lines.map { try JSONValue(document: Array($0.utf8)) }
    try #require(documents.count == 2, "\(outcome)")
    for key in ["complete", "processes", "unreadable_processes", "in_flight"] {
      #expect(documents[0][key] == .null, "\(key)")
    }
    #expect(documents[0]["segments"]?.elements.map { $0["holders"] } == [.null])
    #expect(documents[0]["others"]?.elements.count == 1)
    #expect(documents[1]["others"] == .null)
  }

  @Test func `leaves no key out`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let output = try shmtop("list", "-J").output
    let start = try #require(output.firstRange(of: Array("\"posix:/\(file.name)\"".utf8)))
    let rest = String(decoding: output[start.upperBound...], as: UTF8.self)
    for key in Field.all.flatMap(\.json).map(\.key.description) where key != "id" {
      #expect(rest.contains("\"\(key)\":"), "\(key)")
    }
  }

  @Test(
    arguments: [
      ["--json", "--raw"], ["--json", "--bytes"], ["--json", "--noheadings"], ["--json", "-oID"],
    ] as [[Argument]])
  func `cannot be combined with options for text`(_ options: [Argument]) throws {
    let outcome = try shmtop("list", options[0], options[1])
    #expect(outcome.status == .exited(64))
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }
}
