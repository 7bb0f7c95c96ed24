import Formatting
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import Contents
@testable import Kernel
@testable import SharedMemory

/// JSON written quickly, held to what the fields say.
struct JSONFieldTests {
  /// Segments of which some have each member that can be missing.
  private static let segments: [Segment] = {
    var scan = HolderScan(timestamp: Samples.now)
    scan.processes = 2
    scan.visibilityGaps = [.hiddenProcesses]
    var known = Samples.segments[0]
    known.creatorCommand = Array("post\u{1b}gres".utf8)
    var held = Samples.segments[2]
    held.holders = [
      Holder(
        process: ProcessID(rawValue: 3187), user: UserID(rawValue: 1000),
        command: Array("a\"b\\".utf8)),
      Holder(process: ProcessID(rawValue: 9), user: UserID(rawValue: 7), command: [0xff]),
    ]
    var free = Samples.segments[4]
    free.holders = []
    let rules = VerdictRules(by: scan, at: Samples.now)
    known.verdict = rules.verdict(on: known)
    held.verdict = rules.verdict(on: held)
    free.verdict = rules.verdict(on: free)
    let memfd = Segment(
      identity: .memfd(label: Array("x\n".utf8), FileIdentity(device: 3, inode: 4, birth: nil)),
      kind: .memfd, size: 4096, allocated: nil, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
    let guessed = Samples.systemV(7, key: 5, size: 48)
    // The owner and the verdict of a segment can be those of its neighbour, or not.
    return Samples.segments + [known, known, held, held, known, free, free, memfd, guessed]
  }()

  private func value(_ value: JSONMember.Value) -> JSONValue {
    switch value {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let number): .number(number)
    case .negative(let number): .signed(number)
    case .text(let text): .string(text.string)
    case .objects(let objects): .array(objects.map { .object($0.mapValues(self.value)) })
    }
  }

  @Test func `each member has the value that its field gives`() throws {
    let snapshot = Snapshot(
      timestamp: Samples.now, segments: Self.segments, accounts: Samples.accounts)
    var bytes: [UInt8] = []
    try snapshot.writeJSON(segmentsAt: Array(Self.segments.indices)) { bytes += $0 }
    let written = try JSONValue(document: bytes)["segments"]?.elements ?? []
    #expect(written.count == Self.segments.count)
    let format = FormatOptions(charset: .utf8, of: snapshot)
    for (segment, object) in zip(Self.segments, written) {
      for member in Field.all.flatMap(\.json) {
        let key = member.key.description
        #expect(object[key] == value(member.value(segment, format)), "\(key)")
      }
    }
  }

  @Test func `an application that is only guessed is null, and has a question mark in the table`() {
    let guessed = Samples.systemV(7, key: 5, size: 48)
    let value = Field.application.json.first.map { self.value($0.value(guessed, Samples.format)) }
    #expect(value == JSONValue.null)
    #expect(Field.application.text(of: guessed, Samples.format).string == "PostgreSQL?")
  }

  @Test func `no two fields have one key`() {
    let keys = Field.all.flatMap(\.json).map(\.key.description)
    #expect(Set(keys).count == keys.count)
  }
}
