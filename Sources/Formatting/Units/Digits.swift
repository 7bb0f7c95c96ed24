package import Kernel

extension UInt64 {
  /// Reads decimal digits only; `nil` for other text, and if the number is too large.
  package init?(digits: some Collection<UInt8>) {
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = UInt64(String(decoding: digits, as: UTF8.self))
    else { return nil }
    self = number
  }

  /// Reads a size: bytes, or a number with a binary suffix such as `K`, `KB` or `KiB` in any case.
  ///
  ///     4K → 4096
  ///     1.5G → nil
  package init?(size text: some Collection<UInt8>) {
    let digits = text.prefix { (0x30...0x39).contains($0) }
    guard let number = UInt64(digits: digits) else { return nil }
    var unit = text.dropFirst(digits.count).map { $0.folded(true) }[...]
    guard let letter = unit.first else {
      self = number
      return
    }
    var factor: UInt64 = 1
    if let exponent = Array("kmgtpe".utf8).firstIndex(of: letter) {
      factor <<= UInt64(10 * (exponent + 1))
      unit.removeFirst()
      if unit.elementsEqual("ib".utf8) { unit.removeFirst() }
    }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    guard unit.isEmpty || unit.elementsEqual("b".utf8), !isTooLarge else { return nil }
    self = bytes
  }
}

extension UInt64 {
  /// Reads an offset or a length in a segment: hexadecimal after `0x`, or a size.
  ///
  ///     0x1000 → 4096
  ///     4K → 4096
  ///
  /// `nil` also for 2^63 and more, because no file is that large.
  package init?(offset text: [UInt8]) {
    let digits = text.dropFirst(2)
    let isHexadecimal = text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8)
    // Swift's own initialiser also accepts a sign.
    guard !isHexadecimal || digits.first.map({ $0 != UInt8(ascii: "+") }) == true,
      let number = isHexadecimal
        ? UInt64(String(decoding: digits, as: UTF8.self), radix: 16) : UInt64(size: text),
      number <= UInt64(Int64.max)
    else { return nil }
    self = number
  }
}

extension Int64 {
  /// Reads a length of time in seconds, or with the unit `s`, `m`, `h`, `d` or `w`.
  ///
  ///     4h → 14400
  package init?(duration text: some Collection<UInt8>) {
    let digits = text.prefix { (0x30...0x39).contains($0) }
    let unit = text.dropFirst(digits.count)
    let factor: Int64
    switch unit.first {
    case nil, UInt8(ascii: "s"): factor = 1
    case UInt8(ascii: "m"): factor = 60
    case UInt8(ascii: "h"): factor = 3600
    case UInt8(ascii: "d"): factor = 86_400
    case UInt8(ascii: "w"): factor = 7 * 86_400
    default: return nil
    }
    guard unit.count <= 1, let number = UInt64(digits: digits), let count = Int64(exactly: number)
    else { return nil }
    let (seconds, isTooLarge) = count.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { return nil }
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
