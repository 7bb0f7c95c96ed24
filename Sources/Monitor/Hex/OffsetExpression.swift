internal import Formatting
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
    case UInt8(ascii: "+"): self = .forward(try Self.bytes(text.dropFirst()))
    case UInt8(ascii: "-"): self = .back(try Self.bytes(text.dropFirst()))
    case _ where text.last == UInt8(ascii: "%"): self = .part(try Self.hundredths(text.dropLast()))
    default: self = .to(try Self.bytes(text))
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

  private static func bytes(_ text: ArraySlice<UInt8>) throws(Problem) -> UInt64 {
    do throws(ByteCount.Problem) { return try ByteCount(text, .expression).bytes } catch {
      switch error {
      case .notNumber: throw .notNumber
      case .tooLarge: throw .tooLarge
      }
    }
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
    do throws(ByteCount.Problem) { part = try ByteCount.number(digits) } catch {
      throw error == .tooLarge ? .beyondWhole : .notNumber
    }
    guard !whole.isEmpty else { throw .notNumber }
    guard part <= 10_000 else { throw .beyondWhole }
    return part
  }
}
