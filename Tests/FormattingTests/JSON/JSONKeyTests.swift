import Formatting
import SharedMemory
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// The keys of `shmtop list --json`, schema 1, on which other programs depend.
struct JSONKeyTests {
  /// The keys of each object in their order, by the keys that lead to the object.
  ///
  /// This list is a promise: it may grow, but no key may change or vanish. The fields and the fast
  /// writer are compared with each other elsewhere; this list notices when both change together.
  private static let promised = [
    "": "schema taken complete processes unreadable_processes in_flight limits segments others",
    "limits":
      """
    shmmni shmmax shmall sysv_segments shm_filesystem_size shm_filesystem_used shmall_pages_used \
    shm_filesystem_inodes shm_filesystem_inodes_used
    """,
    "segments": """
    id kind name name_bytes key shmid device inode size allocated resident swapped mode uid user \
    gid group creator_uid creator_gid creator_pid creator_command last_pid attached locked removed \
    state reasons application create_time attach_time detach_time change_time modify_time holders
    """,
    "segments.reasons": "code text",
    "segments.holders":
      "pid uid user command attachments descriptors writable how command_line unit container parent_pid",
    "others": "name name_bytes type uid user",
    "in_flight": "pid descriptors",
  ]

  /// A System V segment, a file, a memfd and a file of another type, with holders and reasons.
  private static let snapshot: Snapshot = {
    var held = Samples.segments[2]
    held.holders = [
      Holder(process: ProcessID(rawValue: 9), user: UserID(rawValue: 1000), command: [0x61])
    ]
    held.verdict = VerdictRules(by: HolderScan(timestamp: Samples.now), at: Samples.now)
      .verdict(on: held)
    let memfd = Segment(
      identity: .memfd(label: [0x78], FileIdentity(device: 3, inode: 4, birth: nil)),
      kind: .memfd, size: 4096, allocated: nil, resident: nil, swapped: nil, mode: nil, owner: nil,
      times: Segment.Times())
    let pipe = NonSegment(
      name: ShmName("pipe".utf8), type: .fifo, owner: Samples.owner,
      identity: FileIdentity(device: 25, inode: 9, birth: nil))
    var scan = HolderScan(timestamp: Samples.now)
    scan.inFlight = [ProcessID(rawValue: 9): 2]
    return Snapshot(
      timestamp: Samples.now, segments: Samples.segments + [held, memfd], others: [pipe],
      accounts: Samples.accounts, scan: scan)
  }()

  @Test func `every object has exactly the promised keys, in their order`() throws {
    var bytes: [UInt8] = []
    let snapshot = Self.snapshot
    try snapshot.writeJSON(segmentsAt: Array(snapshot.segments.indices)) { bytes += $0 }
    let objects = Self.objects(in: bytes)
    #expect(Set(objects.map(\.path)) == Set(Self.promised.keys))
    for (path, keys) in objects { #expect(keys == Self.promised[path], "\(path)") }
  }

  @Test func `the fields have the promised keys of a segment`() {
    let keys = Field.all.flatMap(\.json).map(\.key.description)
    #expect(
      Self.promised["segments"]?.split(separator: " ").map(String.init).sorted() == keys.sorted())
  }

  /// The objects of a document with their keys, as they are written.
  private static func objects(in document: [UInt8]) -> [(path: String, keys: String)] {
    var rest = document[...]
    var found: [(path: String, keys: String)] = []
    // The keys of the objects around, and the key that the next value belongs to; lists have none.
    var open: [(isObject: Bool, keys: [String])] = []
    var text: String?
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""):
        var word: [UInt8] = []
        while let next = rest.popFirst(), next != UInt8(ascii: "\"") {
          word.append(next)
          if next == UInt8(ascii: "\\"), let escaped = rest.popFirst() { word.append(escaped) }
        }
        text = String(decoding: word, as: UTF8.self)
      case UInt8(ascii: ":"):
        if let key = text { open[open.count - 1].keys.append(key) }
      case UInt8(ascii: "{"): open.append((true, []))
      case UInt8(ascii: "["): open.append((false, []))
      case UInt8(ascii: "}"):
        let keys = open.removeLast().keys.joined(separator: " ")
        let path = open.filter(\.isObject).compactMap(\.keys.last).joined(separator: ".")
        found.append((path, keys))
      case UInt8(ascii: "]"): open.removeLast()
      default: break
      }
    }
    return found
  }
}
