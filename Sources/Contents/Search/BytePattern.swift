/// The bytes that a search looks for, exactly or ignoring the case of ASCII letters.
///
/// Why: Decisions/24-search.md
package struct BytePattern: Hashable, Sendable {
  /// The bytes; a byte of the segment is compared after the bits of its mask are set.
  let bytes: [UInt8]
  /// For a letter whose case is ignored, the bit that tells upper from lower case; otherwise 0.
  let masks: [UInt8]
  /// Two positions whose bytes are likely to be rare, in ascending order.
  let anchors: (first: Int, second: Int)

  /// A pattern of bytes; `nil` if there are none.
  package init?(_ pattern: [UInt8], ignoringCase: Bool = false) {
    guard !pattern.isEmpty else { return nil }
    let folded = pattern.map { $0 | 0x20 }
    let isFree = folded.map { ignoringCase && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    masks = isFree.map { $0 ? 0x20 : 0 }
    bytes = zip(zip(pattern, folded), isFree).map { $1 ? $0.1 : $0.0 }
    anchors = Self.anchors(of: bytes)
  }

  /// Its length in bytes.
  package var count: Int { bytes.count }

  /// Whether it has only zeros, so that it can match in a hole.
  package var isAllZeros: Bool { bytes.allSatisfy { $0 == 0 } }

  /// Whether the bytes at an address match the pattern.
  func matches(_ start: UnsafePointer<UInt8>) -> Bool {
    for index in bytes.indices where start[index] | masks[index] != bytes[index] { return false }
    return true
  }

  /// The positions of two bytes that are likely to be rare.
  ///
  /// Most bytes of most segments are zeros, so any other byte is rarer.
  private static func anchors(of bytes: [UInt8]) -> (first: Int, second: Int) {
    guard let first = bytes.firstIndex(where: { $0 != 0 }),
      let last = bytes.lastIndex(where: { $0 != 0 })
    else { return (0, bytes.count - 1) }
    // The second has another value than the first, because runs of one value are common.
    let other = bytes.lastIndex { $0 != 0 && $0 != bytes[first] } ?? last
    return (min(first, other), max(first, other))
  }

  package static func == (left: BytePattern, right: BytePattern) -> Bool {
    left.bytes == right.bytes && left.masks == right.masks
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(bytes)
    hasher.combine(masks)
  }
}
