/// The used part of a limit, as a bar shows it.
struct Meter: Equatable {
  let used: UInt64
  let limit: UInt64

  init(used: UInt64, of limit: UInt64) {
    self.used = used
    self.limit = limit
  }

  /// In percent, rounded down; more than 100 if the limit was lowered below its use.
  var percent: UInt64 {
    guard limit > 0 else { return 0 }
    let (high, low) = used.multipliedFullWidth(by: 100)
    return high >= limit ? .max : limit.dividingFullWidth((high, low)).quotient
  }

  var isNearlyFull: Bool { percent >= 75 }

  /// The number of filled cells of `width`; at least one if anything is used.
  func filled(of width: Int) -> Int {
    let cells = Int(min(percent, 100)) * width / 100
    return used > 0 ? max(1, cells) : 0
  }
}
