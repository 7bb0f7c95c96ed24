package import SafeText

extension DisplayText {
  /// Appends a number of bytes, rounded to three digits: `4 MiB`, `1.5 GiB`, `96 bytes`.
  package mutating func append(roundedBytes bytes: UInt64) {
    guard bytes >= 1024 else {
      append(counted: Int(bytes), "byte")
      return
    }
    var exponent = bytes.binaryExponent
    // In the next unit if rounding reaches it: never 1024 KiB.
    if exponent < 6, bytes.hundredths(exponent) >= 102_400 - 50 { exponent += 1 }
    let hundredths = bytes.hundredths(exponent)
    let step: UInt64 = hundredths < 1000 ? 1 : hundredths < 10_000 ? 10 : 100
    let rounded = (hundredths + step / 2) / step * step
    append(rounded / 100)
    let (tenth, hundredth) = (rounded % 100 / 10, rounded % 10)
    if tenth + hundredth > 0 { append(".\(tenth)") }
    if hundredth > 0 { append("\(hundredth)") }
    append(repeating: UInt8(ascii: " "), count: 1)
    append(repeating: Self.prefixes[exponent - 1], count: 1)
    append(literal: "iB")
  }

  private static let prefixes = Array("KMGTPE".utf8)
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
