import Contents
import Kernel
import Operations
import Formatting
import SafeText
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// Documents of saved segments, which a user may have changed.
struct SavedDocumentTests {
  private func document(
    _ values: [String: String] = [:], schema: String = "1", times: Int = 1, more: String = ""
  ) -> [UInt8] {
    var all = [
      "kind": "\"posix\"", "name": "\"/x\"", "name_bytes": "null", "key": "null", "size": "5",
      "mode": "\"0640\"", "uid": "1", "gid": "2",
    ]
    all.merge(values) { $1 }
    let segment = "{" + all.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    let segments = Array(repeating: segment, count: times).joined(separator: ",")
    return Array("{\"schema\":\(schema),\"segments\":[\(segments)]\(more)}".utf8)
  }

  private func problem(_ json: [UInt8]) -> DocumentProblem? {
    do throws(DocumentProblem) {
      _ = try SegmentMetadata(json: json)
      return nil
    } catch { return error }
  }

  @Test func `a POSIX segment is read`() throws {
    let metadata = try SegmentMetadata(json: document())
    #expect(
      metadata
        == SegmentMetadata(
          name: .posix(ShmName("x".utf8)), size: 5, mode: FileMode(rawValue: 0o640),
          owner: Ownership(user: UserID(rawValue: 1), group: GroupID(rawValue: 2))))
  }

  @Test func `a System V segment is read`() throws {
    let json = document(["kind": "\"sysv\"", "name": "null", "key": "\"0xffffffff\""])
    #expect(try SegmentMetadata(json: json).name == .systemV(IPCKey(rawValue: .max)))
  }

  @Test func `set-ID and sticky bits are read, but not of a System V segment`() throws {
    #expect(try SegmentMetadata(json: document(["mode": "\"7640\""])).mode.rawValue == 0o7640)
    let systemV = ["kind": "\"sysv\"", "key": "\"0x1\"", "mode": "\"1640\""]
    #expect(problem(document(systemV)) == .value(of: "mode"))
  }

  @Test func `the creator of a System V segment is read`() throws {
    let json = document([
      "kind": "\"sysv\"", "key": "\"0x1\"", "creator_uid": "3", "creator_gid": "4",
    ])
    #expect(
      try SegmentMetadata(json: json).creator
        == Ownership(user: UserID(rawValue: 3), group: GroupID(rawValue: 4)))
  }

  @Test func `attributes are read, and those of earlier copies are not known`() throws {
    let more = #"""
      ,"attributes":[{"name":"user.a\n","name_bytes":"757365722e610a","value":"00ff"},
      {"name":"system.posix_acl_access","name_bytes":null,"value":""}]
      """#
    #expect(
      try SegmentMetadata(json: document(more: more)).attributes == [
        ExtendedAttribute(name: Array("user.a\n".utf8), value: [0, 0xff]),
        ExtendedAttribute(name: ExtendedAttribute.accessControlList, value: []),
      ])
    #expect(try SegmentMetadata(json: document()).attributes == nil)
    #expect(try SegmentMetadata(json: document(more: ",\"attributes\":null")).attributes == nil)
    #expect(try SegmentMetadata(json: document(more: ",\"attributes\":[]")).attributes == [])
  }

  @Test func `a checksum is read, and that of an earlier copy is not known`() throws {
    let digits = String(repeating: "0a", count: 32)
    #expect(
      try SegmentMetadata(json: document(more: #","checksum":"\#(digits)""#)).checksum
        == ContentsChecksum([UInt8](repeating: 10, count: 32)))
    #expect(try SegmentMetadata(json: document()).checksum == nil)
    #expect(try SegmentMetadata(json: document(more: ",\"checksum\":null")).checksum == nil)
    for wrong in ["", "0a", digits + "0a", String(repeating: "zz", count: 32)] {
      #expect(problem(document(more: #","checksum":"\#(wrong)""#)) == .value(of: "checksum"))
    }
  }

  @Test(
    arguments: [
      ("system.posix_acl_default", "null", "00"), ("user.", "null", "00"), ("", "null", "00"),
      ("user.a", "null", "0"), ("user.a", "null", "0x"), ("user.a", "\"7573\"", "00"),
      ("user.a", "\"757365722e6100\"", "00"), ("user.a", "\"7\"", "00"),
    ])
  func `an attribute that a file cannot have is refused`(
    name: String, bytes: String, value: String
  ) {
    let more = #","attributes":[{"name":"\#(name)","name_bytes":\#(bytes),"value":"\#(value)"}]"#
    #expect(problem(document(more: more)) == .value(of: "attributes"))
  }

  @Test func `the true bytes of a name count, else its escapes`() throws {
    let bytes = try SegmentMetadata(json: document(["name_bytes": "\"2fff0a\""])).name
    #expect(bytes == .posix(ShmName([0xff, 0x0a])))
    let escaped = try SegmentMetadata(json: document(["name": #""/a\\xff\\\\""#])).name
    #expect(escaped == .posix(ShmName([0x61, 0xff, 0x5c])))
  }

  @Test(arguments: [
    "/", "x", "//x", "/x/", "/..", "/a/../b", "/./x", "/a//b", "", "/a\\\\x00b", "/a\\\\q",
    "/" + String(repeating: "x", count: 256),
    String(repeating: "/x", count: 3000),
  ])
  func `a name that leads out of the directory is refused`(name: String) {
    #expect(problem(document(["name": "\"\(name)\""])) == .value(of: "name"))
  }

  @Test(
    arguments: [
      ("name_bytes", "\"2f7\"", "name"), ("name_bytes", "\"2f+7\"", "name"),
      ("name", "null", "name"),
      ("mode", "\"14755\"", "mode"), ("mode", "\"-1\"", "mode"), ("mode", "\"+644\"", "mode"),
      ("mode", "null", "mode"), ("mode", "\"\"", "mode"), ("uid", "null", "uid"),
      ("uid", "4294967295", "uid"), ("gid", "null", "uid"),
      ("size", "18446744073709551615", "size"),
    ] as [(String, String, StaticText)])
  func `impossible values are reported`(key: String, value: String, name: StaticText) {
    #expect(problem(document([key: value])) == .value(of: name))
  }

  @Test(
    arguments: [
      ("size", "-1"), ("size", "\"5\""), ("size", "1e99"), ("size", "99999999999999999999"),
      ("kind", "null"), ("name", "7"), ("uid", "4294967296"), ("uid", "{}"), ("key", "[]"),
    ])
  func `values of other types are refused`(key: String, value: String) {
    #expect(problem(document([key: value])) == .notOurs)
  }

  @Test func `other documents are refused`() {
    #expect(problem([]) == .notOurs)
    #expect(problem([0xff, 0xfe, 0]) == .notOurs)
    #expect(problem(Array("[1,2".utf8)) == .notOurs)
    #expect(problem(Array(repeating: UInt8(ascii: "["), count: 1 << 20)) == .notOurs)
    #expect(problem(document(schema: "2")) == .schema(2))
    #expect(problem(document(times: 2)) == .segments(2))
    #expect(problem(document(times: 0)) == .segments(0))
    #expect(problem(document(["kind": "\"memfd\""])) == .kind)
    #expect(problem(document(["kind": "\"sysv\"", "key": "\"0x123456789\""])) == .value(of: "key"))
    #expect(problem(document(["kind": "\"sysv\"", "key": "\"0x-1\""])) == .value(of: "key"))
  }

  private static let digest = (0..<32).map { UInt8($0 * 8) }

  /// A segment of one's own making, as it is written when it is saved.
  private func saved(
    _ segment: Segment, _ attributes: [ExtendedAttribute]? = nil
  ) throws -> [UInt8] {
    var json: [UInt8] = []
    let checksum = try #require(ContentsChecksum(Self.digest))
    try Snapshot(timestamp: Samples.now, segments: [segment], accounts: Samples.accounts)
      .writeMetadata(of: segment, Backup.Facts(attributes: attributes, checksum: checksum)) {
        json += $0
      }
    return json
  }

  private func segment(_ random: inout RandomBytes) -> Segment {
    let size = random.number(in: 0...UInt64(Int64.max))
    guard !random.happens(onceIn: 3) else {
      return Samples.systemV(
        7, key: random.number(in: 1...UInt32.max), size: size,
        mode: random.number(in: 0...0o777))
    }
    // A name that the kernel allows: no slash, no NUL, at most 255 bytes.
    let bytes = random.next(most: 8).filter { $0 != 0 && $0 != UInt8(ascii: "/") }
    return Samples.posix([UInt8(ascii: "n")] + bytes.prefix(254), size: size)
  }

  private func attributes(_ random: inout RandomBytes) -> [ExtendedAttribute] {
    (0..<random.number(in: 0...3)).map { _ in
      let name = random.next(most: 8).filter { $0 != 0 }
      return ExtendedAttribute(name: Array("user.x".utf8) + name, value: random.next(most: 20))
    }
  }

  @Test(arguments: 0..<4)
  func `a saved document is read again, whatever its name`(seed: UInt64) throws {
    var random = RandomBytes(seed: seed)
    for _ in 0..<100 {
      let segment = segment(&random)
      let attributes = random.happens(onceIn: 3) ? nil : attributes(&random)
      let metadata = try SegmentMetadata(json: saved(segment, attributes))
      #expect(metadata.attributes == attributes)
      #expect(metadata.checksum?.bytes == Self.digest)
      #expect(metadata.creator == segment.creator)
      #expect(metadata.size == segment.size)
      #expect(metadata.mode.permissions == segment.mode?.permissions)
      #expect(metadata.owner == segment.owner)
      switch metadata.name {
      case .posix(let name): #expect(name == segment.name)
      case .systemV(let key): #expect(key == segment.key)
      }
    }
  }

  /// Values at the borders of what can be, and beyond.
  private static let oddValues = [
    ("name", ["\"/..\"", "\"/a/../b\"", "\"//\"", "\"/a\"", "\"/.\"", "\"/a\\\\x00\""]),
    ("name_bytes", ["\"2f2e2e\"", "\"2f00\"", "\"2f61\"", "\"2f\"", "\"\""]),
    ("size", ["9223372036854775807", "9223372036854775808", "18446744073709551615", "0"]),
    ("mode", ["\"0777\"", "\"1777\"", "\"7777\"", "\"0\"", "\"-1\"", "\"00644\""]),
    ("uid", ["4294967294", "4294967295", "0"]), ("gid", ["4294967294", "4294967295", "0"]),
    ("kind", ["\"sysv\"", "\"memfd\"", "\"semaphore\""]),
    ("key", ["\"0xffffffff\"", "\"0x1ffffffff\"", "\"0x-1\""]),
  ]

  @Test(arguments: 0..<4)
  func `a damaged document is refused, or gives possible values`(seed: UInt64) throws {
    var random = RandomBytes(seed: seed)
    for _ in 0..<200 {
      let (key, values) = random.choice(of: Self.oddValues)
      let json =
        switch random.number(in: 0...2) {
        case 0: random.mutated(try saved(segment(&random)))
        case 1: random.mutated(document([key: random.choice(of: values)]))
        default: document([key: random.choice(of: values)])
        }
      do throws(DocumentProblem) {
        let metadata = try SegmentMetadata(json: json)
        #expect(metadata.size <= UInt64(Int64.max))
        #expect(metadata.mode.rawValue <= 0o7777)
        #expect(metadata.owner.user.rawValue != .max && metadata.owner.group.rawValue != .max)
        guard case .posix(let name) = metadata.name else { continue }
        #expect(!name.bytes.isEmpty && name.bytes.count < 4096 && !name.bytes.contains(0))
        for part in name.bytes.split(separator: 0x2f, omittingEmptySubsequences: false) {
          #expect(!part.isEmpty && part.count <= 255)
          #expect(!part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8))
        }
      } catch {
        #expect(!error.text.utf8.isEmpty)
      }
    }
  }
}
