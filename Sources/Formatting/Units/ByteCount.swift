internal import Kernel

/// A number of bytes as users type it: a size, an offset or a length.
package struct ByteCount: Equatable, Sendable {
  package let bytes: UInt64

  /// Why a text is not a number of bytes.
  package enum Problem: Error {
    case notNumber
    /// It is a number, but larger than the syntax allows.
    case tooLarge
  }

  /// The forms of a number that are accepted.
  package struct Syntax: Sendable {
    /// Whether a prefix can follow a hexadecimal number.
    fileprivate let scalesHexadecimal: Bool
    /// The number of ``ByteCount/prefixes`` that are accepted.
    fileprivate let prefixes: Int
    /// Whether a unit, `B` or `iB`, can follow.
    fileprivate let hasUnit: Bool
    fileprivate let maximum: UInt64

    /// A size in a query or of a filter: hexadecimal, or decimal with a prefix from `K` to `E` and a unit in any case.
    ///
    ///     4K → 4096
    ///     4KiB → 4096
    ///     0x1000 → 4096
    ///     1.5G → notNumber
    package static let query = Syntax(
      scalesHexadecimal: false, prefixes: ByteCount.prefixes.count,
      hasUnit: true, maximum: .max)

    /// A size, an offset or a length in a file: the same, below 2^63.
    package static let inFile = Syntax(
      scalesHexadecimal: false, prefixes: ByteCount.prefixes.count,
      hasUnit: true, maximum: UInt64(Int64.max))

    /// The number in an offset expression: decimal or hexadecimal, with a prefix from `K` to `T`;
    /// below 2^63.
    ///
    ///     0x1K → 1024
    ///     1KiB → notNumber
    package static let expression = Syntax(
      scalesHexadecimal: true, prefixes: 4, hasUnit: false,
      maximum: UInt64(Int64.max))
  }

  /// Reads a number; a text that is not a number is reported as such even if it is too long.
  package init(_ text: some Collection<UInt8>, _ syntax: Syntax) throws(Problem) {
    let text = Array(text)
    let isHexadecimal = text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8)
    let radix: UInt64 = isHexadecimal ? 16 : 10
    let number = text.dropFirst(isHexadecimal ? 2 : 0)
    let digits = number.prefix { Self.value(of: $0, radix) != nil }
    let unit = number.dropFirst(digits.count)
    guard !digits.isEmpty, unit.isEmpty || !isHexadecimal || syntax.scalesHexadecimal,
      let exponent = Self.exponent(of: unit, syntax)
    else { throw .notNumber }
    let (bytes, isTooLarge) = try Self.number(digits, radix)
      .multipliedReportingOverflow(by: 1 << UInt64(10 * exponent))
    guard !isTooLarge, bytes <= syntax.maximum else { throw .tooLarge }
    self.bytes = bytes
  }

  /// The prefixes of the powers of 1024.
  static let prefixes = Array("KMGTPE".utf8)

  /// Reads digits only.
  package static func number(
    _ digits: some Collection<UInt8>, _ radix: UInt64 = 10
  ) throws(Problem) -> UInt64 {
    guard !digits.isEmpty else { throw .notNumber }
    var number: UInt64 = 0
    var isTooLarge = false
    for digit in digits {
      guard let value = value(of: digit, radix) else { throw .notNumber }
      let (product, isOver) = number.multipliedReportingOverflow(by: radix)
      let (sum, isOverToo) = product.addingReportingOverflow(value)
      isTooLarge = isTooLarge || isOver || isOverToo
      number = sum
    }
    guard !isTooLarge else { throw .tooLarge }
    return number
  }

  private static func value(of digit: UInt8, _ radix: UInt64) -> UInt64? {
    guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, value < radix else {
      return nil
    }
    return UInt64(value)
  }

  /// The power of 1024 of a prefix with its unit; 0 if there is none, `nil` for other text.
  private static func exponent(of text: ArraySlice<UInt8>, _ syntax: Syntax) -> Int? {
    var unit = text.map { $0.folded(true) }[...]
    var exponent = 0
    if let letter = unit.first,
      let index = prefixes.prefix(syntax.prefixes).firstIndex(where: { $0.folded(true) == letter })
    {
      exponent = index + 1
      unit.removeFirst()
      if syntax.hasUnit, unit.elementsEqual("ib".utf8) { unit.removeFirst() }
    }
    if syntax.hasUnit, unit.elementsEqual("b".utf8) { unit.removeFirst() }
    return unit.isEmpty ? exponent : nil
  }
}
