package import Kernel

extension UInt64 {
  /// Reads decimal digits only; `nil` for other text, and if the number is too large.
  package init?(digits: some Collection<UInt8>) {
    guard let number = try? ByteCount.number(digits) else { return nil }
    self = number
  }
}

extension Int64 {
  /// Reads a length of time in seconds, or with the unit `s`, `m`, `h`, `d` or `w`.
  ///
  ///     4h → 14400
  ///     0.5 → notNumber
  package init(duration text: some Collection<UInt8>) throws(ByteCount.Problem) {
    let digits = text.prefix { (0x30...0x39).contains($0) }
    let unit = text.dropFirst(digits.count)
    let factor: UInt64
    switch unit.first {
    case nil, UInt8(ascii: "s"): factor = 1
    case UInt8(ascii: "m"): factor = 60
    case UInt8(ascii: "h"): factor = 3600
    case UInt8(ascii: "d"): factor = 86_400
    case UInt8(ascii: "w"): factor = 7 * 86_400
    default: throw .notNumber
    }
    guard unit.count <= 1 else { throw .notNumber }
    let (seconds, isTooLarge) = try ByteCount.number(digits)
      .multipliedReportingOverflow(by: factor)
    guard !isTooLarge, let seconds = Int64(exactly: seconds) else { throw .tooLarge }
    self = seconds
  }
}

extension ProcessID {
  /// Reads a PID; `nil` for 0, and for other text.
  package init?(digits: [UInt8]) {
    guard let number = UInt64(digits: digits), let number = Int32(exactly: number), number > 0
    else { return nil }
    self.init(rawValue: number)
  }
}
