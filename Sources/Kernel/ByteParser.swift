/// A parser for the lines, words and numbers in the kernel's text files.
///
/// `Shmem: 12 kB` → the word `Shmem:`, the number 12, the word `kB`. It works on bytes, because the
/// same work on `String` is ten times slower.
package struct ByteParser {
  /// The whole text.
  package let bytes: [UInt8]
  /// The offset of the first byte that is not parsed yet.
  package private(set) var position = 0

  /// A parser at the start of a text.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether nothing is left.
  package var isAtEnd: Bool { position >= bytes.count }

  /// Whether only blanks are left on the current line.
  package mutating func isAtLineEnd() -> Bool {
    skipBlanks()
    return isAtEnd || bytes[position] == UInt8(ascii: "\n")
  }

  /// Moves to the start of the next line; `false` if the current one has no newline.
  @discardableResult
  package mutating func skipLine() -> Bool {
    while !isAtEnd {
      position += 1
      if bytes[position - 1] == UInt8(ascii: "\n") { return true }
    }
    return false
  }

  /// The next word of this line, or `nil` at its end.
  package mutating func word() -> ArraySlice<UInt8>? {
    guard !isAtLineEnd() else { return nil }
    let start = position
    while !isAtEnd, !bytes[position].isBlank, bytes[position] != UInt8(ascii: "\n") {
      position += 1
    }
    return bytes[start..<position]
  }

  /// The rest of this line without leading blanks; moves to the next line.
  package mutating func restOfLine() -> ArraySlice<UInt8> {
    skipBlanks()
    let start = position
    return skipLine() ? bytes[start..<(position - 1)] : bytes[start...]
  }

  /// The next word as an unsigned number: `0644` in `radix` 8 → 420.
  ///
  /// `nil` if there is no word on this line, or it is not a number or too large.
  package mutating func unsigned(radix: UInt64 = 10) -> UInt64? {
    guard let word = word() else { return nil }
    return Self.unsigned(word, radix: radix)
  }

  /// The next word as a signed decimal number: `-1` → -1.
  ///
  /// `nil` if there is no word on this line, or it is not a number or too large.
  package mutating func signed() -> Int64? {
    guard let word = word() else { return nil }
    guard word.first == UInt8(ascii: "-") else {
      return Self.unsigned(word, radix: 10).flatMap { Int64(exactly: $0) }
    }
    return Self.unsigned(word.dropFirst(), radix: 10).flatMap { Int64(exactly: $0) }.map { -$0 }
  }

  /// The number that digits stand for in `radix` 8, 10 or 16: `1f` in 16 → 31.
  ///
  /// `nil` if there are no digits, another character is among them, or the number is too large.
  package static func unsigned(_ digits: ArraySlice<UInt8>, radix: UInt64) -> UInt64? {
    guard !digits.isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in digits {
      let isLetter = byte >= UInt8(ascii: "a")
      let digit = UInt64(byte &- (isLetter ? UInt8(ascii: "a") - 10 : UInt8(ascii: "0")))
      guard digit < radix, isLetter || digit < 10 else { return nil }
      let (product, productOverflow) = value.multipliedReportingOverflow(by: radix)
      let (sum, sumOverflow) = product.addingReportingOverflow(digit)
      guard !productOverflow, !sumOverflow else { return nil }
      value = sum
    }
    return value
  }

  private mutating func skipBlanks() {
    while !isAtEnd, bytes[position].isBlank { position += 1 }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
