internal import Kernel
internal import SafeText
internal import SharedMemory

/// An offset as it is typed: absolute, relative to the cursor, or a percentage.
///
///     0x1000 → to(4096)
///     -16 → back(16)
///     50% → part(5000)
enum OffsetExpression: Equatable, Sendable {
  case to(UInt64)
  case forward(UInt64)
  case back(UInt64)
  /// A fraction of the segment, in hundredths of a percent.
  case part(UInt64)

  /// Why a text is not an offset.
  enum Problem: Error {
    case nothing, notNumber, tooLarge, beyondWhole

    var text: DisplayText {
      switch self {
      case .nothing: "type an offset: 0x1000, 4096, 4K, +16, -16 or 50%"
      case .notNumber:
        "not an offset: expected a number, or 0x and digits, with K, M, G, T or %"
      case .tooLarge: "too large: no segment has 2^63 bytes or more"
      case .beyondWhole: "more than 100%"
      }
    }
  }

  init(_ typed: [UInt8]) throws(Problem) {
    var text = typed.drop { $0 == UInt8(ascii: " ") }
    while text.last == UInt8(ascii: " ") { text.removeLast() }
    guard let first = text.first else { throw .nothing }
    switch first {
    case UInt8(ascii: "+"): self = .forward(try Self.number(text.dropFirst()))
    case UInt8(ascii: "-"): self = .back(try Self.number(text.dropFirst()))
    case _ where text.last == UInt8(ascii: "%"): self = .part(try Self.hundredths(text.dropLast()))
    default: self = .to(try Self.number(text))
    }
  }

  /// The offset; it can be past the end, but not below 0.
  func offset(from cursor: UInt64, last: UInt64) -> UInt64 {
    switch self {
    case .to(let offset): offset
    case .forward(let step): cursor.addingSaturated(step)
    case .back(let step): cursor - min(cursor, step)
    // The product can take more than 64 bits, the quotient never more than `last`.
    case .part(let part):
      UInt64(10_000).dividingFullWidth(last.multipliedFullWidth(by: part)).quotient
    }
  }

  private static func number(_ text: ArraySlice<UInt8>) throws(Problem) -> UInt64 {
    let isHex = text.starts(with: Array("0x".utf8)) || text.starts(with: Array("0X".utf8))
    var digits = isHex ? text.dropFirst(2) : text
    var factor: UInt64 = 1
    if let last = digits.last, let power = suffixes.firstIndex(of: last & ~0x20) {
      factor <<= UInt64(10 * (power + 1))
      digits.removeLast()
    }
    let number = try number(digits, radix: isHex ? 16 : 10)
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    guard !isTooLarge, bytes <= UInt64(Int64.max) else { throw .tooLarge }
    return bytes
  }

  private static let suffixes = Array("KMGT".utf8)

  private static func number(_ digits: ArraySlice<UInt8>, radix: UInt64) throws(Problem) -> UInt64 {
    guard !digits.isEmpty else { throw .notNumber }
    var number: UInt64 = 0
    var isTooLarge = false
    for digit in digits {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, value < radix else {
        throw .notNumber
      }
      let (product, isOver) = number.multipliedReportingOverflow(by: radix)
      let (sum, isOverToo) = product.addingReportingOverflow(UInt64(value))
      isTooLarge = isTooLarge || isOver || isOverToo
      number = sum
    }
    // Text that is not a number is reported as such, even if it is too long.
    guard !isTooLarge else { throw .tooLarge }
    return number
  }

  /// Reads a percentage with at most two decimals.
  private static func hundredths(_ text: ArraySlice<UInt8>) throws(Problem) -> UInt64 {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2 else { throw .notNumber }
    var digits = whole
    let behind = parts.count == 2 ? Array(parts[1]) : []
    guard behind.count <= 2 else { throw .notNumber }
    digits += behind + Array(repeating: UInt8(ascii: "0"), count: 2 - behind.count)
    let part: UInt64
    do { part = try number(digits, radix: 10) } catch {
      throw error == .tooLarge ? .beyondWhole : error
    }
    guard !whole.isEmpty else { throw .notNumber }
    guard part <= 10_000 else { throw .beyondWhole }
    return part
  }
}
