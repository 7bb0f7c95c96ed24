/// Text that is safe to send to a terminal, with its width in columns.
///
/// The only ways to make one are literals in this program's source, numbers, and
/// ``append(escaping:in:)``, which every byte from the kernel, a user or a segment must pass
/// through. Screens and listings accept only `DisplayText`. So code that sends an unescaped name to
/// a terminal does not compile.
///
/// Why: Decisions/02-safe-text.md
package struct DisplayText: Sendable, Hashable {
  /// The text as valid UTF-8 without control or invisible characters.
  package private(set) var utf8: [UInt8] = []
  /// The width of the text in terminal columns.
  package private(set) var columns = 0

  /// An empty text.
  package init() {}

  /// Whether the text is empty.
  package var isEmpty: Bool { utf8.isEmpty }

  /// The text as a `String`, for functions that require one.
  package var string: String { String(decoding: utf8, as: UTF8.self) }

  /// Appends text that is already safe.
  package mutating func append(_ text: DisplayText) {
    utf8 += text.utf8
    columns += text.columns
  }

  /// Appends a literal from this program's source, which is printable ASCII.
  package mutating func append(literal words: StaticString) {
    words.withUTF8Buffer { utf8 += $0 }
    columns += words.utf8CodeUnitCount
  }

  /// Appends a number in decimal.
  ///
  /// Inlined because listings write millions of numbers.
  @inlinable
  package mutating func append(_ number: some BinaryInteger) {
    append(decimal: UInt64(number.magnitude), isNegative: number < 0)
  }

  /// Appends a number in decimal, by its magnitude and sign.
  @usableFromInline
  package mutating func append(decimal magnitude: UInt64, isNegative: Bool) {
    if isNegative { append(ascii: UInt8(ascii: "-")) }
    append(digits: magnitude, radix: 10, width: 1)
  }

  /// Appends a number in hexadecimal with at least `width` digits, without `0x`.
  package mutating func append(hex number: UInt64, width: Int = 1) {
    append(digits: number, radix: 16, width: width)
  }

  /// Appends a number in octal with at least `width` digits.
  package mutating func append(octal number: UInt64, width: Int = 1) {
    append(digits: number, radix: 8, width: width)
  }

  /// Appends spaces up to column `start + width`; none if the text already reaches it.
  package mutating func pad(to width: Int, from start: Int = 0) {
    append(repeating: UInt8(ascii: " "), count: start + width - columns)
  }

  /// Appends one printable ASCII character `count` times; none if `count` is negative.
  package mutating func append(repeating character: UInt8, count: Int) {
    assert((0x20..<0x7f).contains(character))
    guard count > 0 else { return }
    utf8.append(contentsOf: repeatElement(character, count: count))
    columns += count
  }

  /// Makes the text empty, but keeps its memory for reuse.
  package mutating func removeAll() {
    utf8.removeAll(keepingCapacity: true)
    columns = 0
  }

  /// Reserves room for `count` bytes of text.
  package mutating func reserve(_ count: Int) {
    utf8.reserveCapacity(count)
  }

  mutating func append(ascii byte: UInt8) {
    utf8.append(byte)
    columns += 1
  }

  mutating func append(ascii bytes: UnsafeBufferPointer<UInt8>) {
    utf8.append(contentsOf: bytes)
    columns += bytes.count
  }

  mutating func append(scalar: Unicode.Scalar, columns width: Int) {
    utf8.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    columns += width
  }

  private mutating func append(digits number: UInt64, radix: UInt64, width: Int) {
    var digits = 1
    var power = number / radix
    while power > 0 {
      digits += 1
      power /= radix
    }
    let count = max(digits, width)
    utf8.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
    columns += count
    var rest = number
    var position = utf8.count - 1
    while rest > 0 {
      let digit = UInt8(truncatingIfNeeded: rest % radix)
      utf8[position] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
      rest /= radix
      position -= 1
    }
  }
}
