internal import Formatting
internal import FoundationEssentials
internal import Glibc
internal import Testing

@Suite(.waits) struct `JSON` {
  @Test func `says of a POSIX segment what is known`() throws {
    let file = try OwnFile(size: 10_000, contents: [1])
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
    let own = try OwnSystemVSegment(size: 10_000)
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
    let file = try OwnFile("sem.\(OwnName.make())", size: 32)
    defer { file.remove() }
    let segment = try #require(try document().segments.first { $0.id == "posix:/\(file.name)" })
    #expect(segment.kind == "semaphore")
  }

  @Test func `leaves no key out`() throws {
    let file = try OwnFile()
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
  func `does not go with options for text`(_ options: [Argument]) throws {
    let outcome = try shmtop("list", options[0], options[1])
    #expect(outcome.status == .exited(64))
    #expect(outcome.output.isEmpty)
    #expect(!outcome.errors.isEmpty)
  }
}

extension JSON {
  /// The whole document, of which only what tests ask about is decoded.
  struct Document: Decodable {
    let schema: Int
    let complete: Bool?
    let processes: Int?
    let unreadable_processes: Int?
    let segments: [Segment]
    let others: [Other]
  }

  struct Other: Decodable {
    let name: String
    let type: String
  }

  struct Segment: Decodable {
    let id: String
    let kind: String
    let name: String?
    let name_bytes: String?
    let key: String?
    let shmid: Int32?
    let size: UInt64
    let allocated: UInt64?
    let mode: String?
    let uid: UInt32?
    let creator_pid: Int32?
    let creator_command: String?
    let attached: UInt64?
    let removed: Bool
    let state: String?
    let reasons: [Reason]?
    let application: String?
    let holders: [Holder]?
  }

  struct Reason: Decodable {
    let code: String
    let text: String
  }

  struct Holder: Decodable {
    let pid: Int32
    let uid: UInt32
    let command: String
    let attachments: UInt64
    let descriptors: UInt64
    let writable: Bool
  }
}

/// What `list --json` prints, decoded.
func document(environment: [String: String] = [:]) throws -> JSON.Document {
  let outcome = try shmtop("list", "--json", environment: environment)
  #expect(outcome.status == .exited(0), "\(outcome)")
  return try document(outcome)
}

/// What a command printed, decoded.
func document(_ outcome: Command.Outcome) throws -> JSON.Document {
  let document = try JSONDecoder().decode(JSON.Document.self, from: Data(outcome.output))
  #expect(document.schema == 1)
  return document
}
