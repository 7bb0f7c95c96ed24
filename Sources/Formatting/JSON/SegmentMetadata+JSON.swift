internal import Contents
private import FoundationEssentials
internal import Kernel
package import Operations
package import SafeText
package import SharedMemory
internal import SystemPackage

/// Why a document is not the JSON of one saved segment.
package enum DocumentProblem: Error, Hashable, Sendable {
  /// It is not JSON, or a required key is missing.
  case notOurs
  /// Its schema is a later one.
  case schema(Int)
  /// It describes this many segments, not one.
  case segments(Int)
  /// The value of this key is not valid.
  case value(of: StaticText)
  /// A segment of this kind has no name or key, so it cannot be created again.
  case kind

  /// The problem in a sentence without a full stop.
  package var text: DisplayText {
    switch self {
    case .notOurs: return "is not the JSON of a saved segment"
    case .schema(let schema): return "has schema \(schema); only schema 1 is known"
    case .segments(let count): return "describes \(count) segments, not one"
    case .value(let name):
      return "has no valid \(escaping: name.bytes, .ascii)"
    case .kind: return "describes a segment that has no name or key"
    }
  }
}

extension SegmentMetadata {
  /// Reads the document that was written beside a segment's bytes, which a user may have changed.
  package init(json: [UInt8]) throws(DocumentProblem) {
    let document: Document
    do { document = try JSONDecoder().decode(Document.self, from: Data(json)) } catch {
      throw .notOurs
    }
    guard document.schema == 1 else { throw .schema(document.schema) }
    guard document.segments.count == 1, let segment = document.segments.first else {
      throw .segments(document.segments.count)
    }
    guard segment.size <= UInt64(Int64.max) else { throw .value(of: "size") }
    let name = try segment.segmentName
    // The higher bits of a System V mode do not describe permissions.
    let mostBits: UInt32 = if case .systemV = name { 0o777 } else { 0o7777 }
    guard let digits = segment.mode, digits.utf8.count <= 4,
      let mode = UInt32(plain: digits, radix: 8), mode <= mostBits
    else { throw .value(of: "mode") }
    guard let user = segment.uid, let group = segment.gid, user != .max, group != .max else {
      throw .value(of: "uid")
    }
    var creator: Ownership?
    if let user = segment.creator_uid, let group = segment.creator_gid {
      guard user != .max, group != .max else { throw .value(of: "creator_uid") }
      creator = Ownership(user: UserID(rawValue: user), group: GroupID(rawValue: group))
    }
    let attributes = try document.attributes?.map { attribute throws(DocumentProblem) in
      guard let attribute = attribute.attribute else { throw .value(of: "attributes") }
      return attribute
    }
    let checksum = try document.checksum.map { text throws(DocumentProblem) in
      guard text.utf8.count <= 64, let bytes = [UInt8](hexadecimal: text),
        let checksum = ContentsChecksum(bytes)
      else { throw .value(of: "checksum") }
      return checksum
    }
    self.init(
      name: name, size: segment.size, mode: FileMode(rawValue: mode),
      owner: Ownership(user: UserID(rawValue: user), group: GroupID(rawValue: group)),
      creator: creator, attributes: attributes, checksum: checksum)
  }
}

/// The parts of the document that are read.
private struct Document: Decodable {
  let schema: Int
  let segments: [Entry]
  /// The extended attributes; `nil` in copies of earlier versions, and if they could not be read.
  let attributes: [Attribute]?
  /// The checksum of the bytes; `nil` in copies of earlier versions.
  let checksum: String?

  struct Attribute: Decodable {
    let name: String
    let name_bytes: String?
    let value: String

    /// The attribute; `nil` if it has a name that a saved file cannot have.
    var attribute: ExtendedAttribute? {
      let bytes =
        if let name_bytes {
          [UInt8](hexadecimal: name_bytes)
        } else {
          DisplayText.bytes(unescaping: Array(self.name.utf8))
        }
      guard let name = bytes, let value = [UInt8](hexadecimal: value), !name.contains(0),
        name.count <= 255,
        value.count <= 1 << 16,
        name == ExtendedAttribute.accessControlList
          || Self.namespaces.contains(where: { name.starts(with: $0) && name.count > $0.count })
      else { return nil }
      return ExtendedAttribute(name: name, value: value)
    }

    private static let namespaces = ["user.", "security.", "trusted."].map { Array($0.utf8) }
  }

  struct Entry: Decodable {
    let kind: String
    let name: String?
    let name_bytes: String?
    let key: String?
    let size: UInt64
    let mode: String?
    let uid: UInt32?
    let gid: UInt32?
    let creator_uid: UInt32?
    let creator_gid: UInt32?

    var segmentName: SegmentMetadata.Name {
      get throws(DocumentProblem) {
        switch kind {
        case "posix", "semaphore":
          guard let bytes = nameBytes, let name = ShmName(path: bytes) else {
            throw .value(of: "name")
          }
          return .posix(name)
        case "sysv":
          guard let key, key.hasPrefix("0x"), key.utf8.count <= 10,
            let number = UInt32(plain: String(key.dropFirst(2)), radix: 16)
          else { throw .value(of: "key") }
          return .systemV(IPCKey(rawValue: number))
        default: throw .kind
        }
      }
    }

    /// The unescaped bytes of the name, with the leading slash.
    private var nameBytes: [UInt8]? {
      guard let name_bytes else {
        return name.flatMap { DisplayText.bytes(unescaping: Array($0.utf8)) }
      }
      return name_bytes.utf8.count <= 2 * 4096 ? [UInt8](hexadecimal: name_bytes) : nil
    }
  }
}

extension [UInt8] {
  /// Reads pairs of hexadecimal digits; `nil` for anything else.
  fileprivate init?(hexadecimal text: String) {
    let digits = Array<UInt8>(text.utf8)
    guard digits.count % 2 == 0 else { return nil }
    self = []
    for start in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[start..<(start + 2)], as: UTF8.self)
      guard let byte = UInt32(plain: pair, radix: 16) else { return nil }
      append(UInt8(truncatingIfNeeded: byte))
    }
  }
}

extension UInt32 {
  /// Reads digits only; Swift's own initialiser also accepts a sign.
  fileprivate init?(plain digits: String, radix: Int) {
    guard digits.utf8.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true,
      let number = UInt32(digits, radix: radix)
    else { return nil }
    self = number
  }
}

extension ShmName {
  /// The name in a path with a leading slash; `nil` if it contains `.`, `..` or an empty part, or
  /// is too long.
  ///
  ///     /psm_1 → psm_1
  ///     /../etc/passwd → nil
  fileprivate init?(path: [UInt8]) {
    guard path.first == UInt8(ascii: "/"), path.count <= 4096, !path.contains(0) else { return nil }
    let parts = path.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && part.count <= 255 && !part.elementsEqual(".".utf8)
        && !part.elementsEqual("..".utf8)
    }
    guard isPlain else { return nil }
    self.init(path.dropFirst())
  }
}
