internal import Formatting
/// Some of the 256 bytes.
struct ByteSet: Equatable, Sendable {
  private var words = SIMD4<UInt64>.zero

  /// Every byte.
  static let all = ByteSet().inverted

  private init() {}

  /// One byte.
  init(_ byte: UInt8) { insert(byte) }

  /// Reads what is between brackets in a pattern, up to the one that closes; `nil` where none does.
  ///
  /// `rest` begins behind the opening bracket. A closing one at the very start is taken literally.
  init?(bracket rest: inout ArraySlice<UInt8>, isFolded: Bool) {
    let isInverted = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isInverted { rest.removeFirst() }
    var isStart = true
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "]") && !isStart {
        if isInverted { self = inverted }
        return
      }
      isStart = false
      guard let first = Self.literal(byte, &rest) else { return nil }
      guard rest.first == UInt8(ascii: "-"), let end = rest.dropFirst().first,
        end != UInt8(ascii: "]")
      else {
        insert(first.folded(isFolded))
        continue
      }
      rest = rest.dropFirst(2)
      guard let last = Self.literal(end, &rest) else { return nil }
      // A range the wrong way round holds nothing.
      if first <= last { for byte in first...last { insert(byte.folded(isFolded)) } }
    }
    return nil
  }

  /// The byte itself, or what follows a backslash.
  private static func literal(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8? {
    byte == UInt8(ascii: "\\") ? rest.popFirst() : byte
  }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & 1 << UInt64(byte & 63) != 0 }

  private mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  private var inverted: ByteSet {
    var others = self
    others.words = ~words
    return others
  }
}
