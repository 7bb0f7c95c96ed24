internal import TestSupport

extension UInt8 {
  /// The byte as one sees it in a message.
  var escaped: String {
    (0x20..<0x7f).contains(self)
      ? String(Unicode.Scalar(self)) : "<" + String(self, radix: 16) + ">"
  }
}

extension [UInt8] {
  /// Whether other bytes occur in these, one after the other.
  func contains(_ other: [UInt8]) -> Bool { firstRange(of: other) != nil }

  /// Where other bytes occur first.
  func firstRange(of other: [UInt8]) -> Range<Int>? {
    guard let first = other.first, count >= other.count else { return nil }
    for start in 0...(count - other.count)
    where self[start] == first && self[start..<(start + other.count)].elementsEqual(other) {
      return start..<(start + other.count)
    }
    return nil
  }

  /// Where other bytes occur last.
  func lastRange(of other: [UInt8]) -> Range<Int>? {
    [UInt8](reversed()).firstRange(of: other.reversed()).map {
      (count - $0.upperBound)..<(count - $0.lowerBound)
    }
  }
}
