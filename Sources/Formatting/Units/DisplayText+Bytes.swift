package import SafeText

extension DisplayText {
  /// Appends a number of bytes for a table: `1.02G`, three digits, rounded down.
  package mutating func append(bytes: UInt64, in units: FormatOptions.Units) {
    guard units == .human, let size = ScaledBytes(bytes) else { return append(bytes) }
    append(size.whole)
    // No decimals if the number is whole.
    if !size.isExact && size.whole < 100 {
      append(literal: ".")
      append(size.hundredths / 10)
      if size.whole < 10 { append(size.hundredths % 10) }
    }
    append(repeating: size.prefix, count: 1)
  }

  /// A number of bytes for a sentence: `8.0 GiB`, rounded down.
  package init(spelling bytes: UInt64) {
    self.init()
    guard let size = ScaledBytes(bytes) else {
      append(counted: bytes, "byte")
      return
    }
    append(size.whole)
    if size.whole < 100 { append(".\(size.hundredths / 10)") }
    append(unitOf: size)
  }

  /// Appends a number of bytes, rounded to three digits: `4 MiB`, `1.5 GiB`, `96 bytes`.
  package mutating func append(roundedBytes bytes: UInt64) {
    guard let size = ScaledBytes(rounding: bytes) else { return append(counted: bytes, "byte") }
    append(size.whole)
    let (tenth, hundredth) = (size.hundredths / 10, size.hundredths % 10)
    if size.hundredths > 0 { append(".\(tenth)") }
    if hundredth > 0 { append("\(hundredth)") }
    append(unitOf: size)
  }

  private mutating func append(unitOf size: ScaledBytes) {
    append(literal: " ")
    append(repeating: size.prefix, count: 1)
    append(literal: "iB")
  }
}

/// A number of bytes in the largest power of 1024 that is not larger.
private struct ScaledBytes {
  let whole: UInt64
  /// The decimals, from 0 to 99.
  let hundredths: UInt64
  /// Whether there are no decimals, not even smaller ones.
  let isExact: Bool
  /// The prefix of the unit, as `K`.
  let prefix: UInt8

  /// A number rounded down; `nil` below 1024.
  init?(_ bytes: UInt64) {
    let exponent = bytes.binaryExponent
    guard exponent > 0 else { return nil }
    let shift = UInt64(10 * exponent)
    let rest = bytes & (1 << shift - 1)
    whole = bytes >> shift
    hundredths = (rest >> (shift - 10)) * 100 / 1024
    isExact = rest == 0
    prefix = ByteCount.prefixes[exponent - 1]
  }

  /// A number rounded to three digits; `nil` below 1024.
  init?(rounding bytes: UInt64) {
    var exponent = bytes.binaryExponent
    guard exponent > 0 else { return nil }
    // In the next unit if rounding reaches it: never 1024 KiB.
    if exponent < 6, bytes.hundredths(exponent) >= 102_400 - 50 { exponent += 1 }
    let precise = bytes.hundredths(exponent)
    let step: UInt64 = precise < 1000 ? 1 : precise < 10_000 ? 10 : 100
    let rounded = (precise + step / 2) / step * step
    whole = rounded / 100
    hundredths = rounded % 100
    isExact = bytes.isWholeInUnits
    prefix = ByteCount.prefixes[exponent - 1]
  }
}

extension UInt64 {
  /// Whether rounding to three digits of a unit changes nothing.
  package var isWholeInUnits: Bool {
    let exponent = binaryExponent
    let unit: UInt64 = 1 << UInt64(10 * exponent)
    return exponent == 0 || (self % unit == 0 && self / unit < 1000)
  }

  /// The exponent of the largest power of 1024 that is not larger.
  fileprivate var binaryExponent: Int { (Self.bitWidth - 1 - (self | 1).leadingZeroBitCount) / 10 }

  /// The number in hundredths of a power of 1024, rounded.
  fileprivate func hundredths(_ exponent: Int) -> UInt64 {
    let unit: UInt64 = 1 << UInt64(10 * exponent)
    let rest = (self % unit).multipliedFullWidth(by: 100)
    let quotient = unit.dividingFullWidth(rest)
    let isUp = quotient.remainder >= unit / 2
    return self / unit * 100 + quotient.quotient + (isUp ? 1 : 0)
  }
}
