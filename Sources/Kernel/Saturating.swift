extension UInt64 {
  /// The sum, or the largest number if the sum would overflow.
  ///
  /// A segment has the size that its creator asked for, so two segments of 2^63 bytes are possible.
  package func addingSaturated(_ other: UInt64) -> UInt64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product, or the largest number if the product would overflow.
  ///
  /// The default `shmall` times the page size would overflow.
  package func multipliedSaturated(by other: UInt64) -> UInt64 {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? .max : product
  }

  /// The number in percent of a limit greater than 0, rounded down.
  package func percentSaturated(of limit: UInt64) -> UInt64 {
    let (high, low) = multipliedFullWidth(by: 100)
    return high >= limit ? .max : limit.dividingFullWidth((high, low)).quotient
  }
}

extension Int64 {
  /// The sum, or the nearest number that fits: the times of a file can be any number.
  package func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, or the nearest number that fits.
  package func subtractingSaturated(_ other: Int64) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    return overflow ? (other < 0 ? .max : .min) : difference
  }
}
