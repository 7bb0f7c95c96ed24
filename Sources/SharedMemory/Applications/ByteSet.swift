internal import Kernel

/// A set of byte values, which a part of a ``Glob`` matches.
struct ByteSet: Hashable, Sendable {
  private var words = SIMD4<UInt64>.zero

  /// Every byte.
  static let all = ByteSet().inverted

  /// Decimal digits.
  static let digits = ByteSet([0x30...0x39])

  /// Hexadecimal digits of either case.
  static let hexadecimalDigits = ByteSet([0x30...0x39, 0x41...0x46, 0x61...0x66])

  /// The bytes that `mkstemp` puts in place of `XXXXXX`: ASCII letters and digits.
  static let alphanumerics = ByteSet([0x30...0x39, 0x41...0x5a, 0x61...0x7a])

  /// The bytes of the random part of a name from Python's `tempfile`.
  static let tempfile = ByteSet([0x30...0x39, 0x5f...0x5f, 0x61...0x7a])

  private init(_ ranges: [ClosedRange<UInt8>] = []) {
    for byte in ranges.joined() { insert(byte) }
  }

  /// Parses a bracket expression, `[a-f]` or `[!a-f]`; `nil` if it has no closing bracket.
  ///
  /// `rest` starts after the opening bracket, and is moved past the closing one: `a-c]x` → the set
  /// `abc`, with `x` left. A closing bracket at the very start is literal: `]a]` → `]` and `a`.
  /// See glob(7).
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
      // A reversed range such as `z-a` is empty.
      if first <= last { for byte in first...last { insert(byte.folded(isFolded)) } }
    }
    return nil
  }

  /// The byte itself, or the byte after it if it is a backslash; `nil` if none follows.
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
