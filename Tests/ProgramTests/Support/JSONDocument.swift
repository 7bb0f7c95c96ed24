internal import TestSupport
internal import FoundationEssentials
internal import Testing

/// The documents that `--json` writes, as a decoder reads them.
enum JSON {
  /// The whole document, of which only what tests ask about is decoded.
  struct Document: Decodable {
    let schema: Int
    let complete: Bool?
    let processes: Int?
    let unreadable_processes: Int?
    let limits: Limits
    let segments: [Segment]
    let others: [Other]
  }

  struct Limits: Decodable {
    let shmmni: UInt64?
    let shmall: UInt64?
    let shmall_pages_used: UInt64?
    let sysv_segments: Int?
    let shm_filesystem_size: UInt64?
    let shm_filesystem_used: UInt64?
    let shm_filesystem_inodes: UInt64?
    let shm_filesystem_inodes_used: UInt64?
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
