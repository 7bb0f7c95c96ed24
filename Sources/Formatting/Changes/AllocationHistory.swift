internal import Kernel
package import SafeText

/// The bytes that a segment used in RAM and swap during the last minute.
///
/// It takes 72 bytes, because there can be one for each of many segments.
package struct AllocationHistory: Equatable, Sendable {
  /// The seconds of one value.
  package static let secondsPerValue: Int64 = 4
  /// The last value in each span of ``secondsPerValue``, oldest first, in units of ``unit``.
  private var values: SIMD16<UInt32>
  /// The number of the latest span since 1970.
  private var span: Int64

  /// The smallest page, so that values are exact up to 16 TiB; more counts as that.
  private static let unit: UInt64 = 4096

  /// The history of a segment that has always used this many bytes.
  package init(of bytes: UInt64, at seconds: Int64) {
    values = SIMD16(repeating: Self.value(bytes))
    span = seconds / Self.secondsPerValue
  }

  private static func value(_ bytes: UInt64) -> UInt32 {
    UInt32(clamping: bytes / unit + (bytes % unit == 0 ? 0 : 1))
  }

  /// Moves on to this time, at which the segment still uses as much as before.
  package mutating func advance(to seconds: Int64) {
    let now = seconds / Self.secondsPerValue
    let steps = Int(max(0, min(now.subtractingSaturated(span), Int64(values.scalarCount))))
    span = max(span, now)
    let last = values.scalarCount - 1
    for _ in 0..<steps {
      for index in 0..<last { values[index] = values[index + 1] }
    }
  }

  /// Adds what the segment uses at this time.
  package mutating func add(_ bytes: UInt64, at seconds: Int64) {
    advance(to: seconds)
    values[values.scalarCount - 1] = Self.value(bytes)
  }

  /// Whether nothing has changed for a minute.
  package var isFlat: Bool { values == SIMD16(repeating: values[0]) }

  /// The bytes that it has grown by in the last minute; negative if it has shrunk.
  package var growth: Int64 {
    let (first, last) = (Int64(values[0]), Int64(values[values.scalarCount - 1]))
    return (last - first) * Int64(Self.unit)
  }

  /// A bar for every two values, from the least to the most of the minute.
  package func bars(in charset: Charset) -> DisplayText {
    var text = DisplayText()
    let (least, most) = (values.min(), values.max())
    for index in stride(from: 0, to: values.scalarCount, by: 2) {
      let value = UInt64(max(values[index], values[index + 1]) - least)
      let level = most == least ? 0 : value * UInt64(Glyph.bars.count - 1) / UInt64(most - least)
      text.append(Glyph.bars[Int(level)], in: charset)
    }
    return text
  }
}
