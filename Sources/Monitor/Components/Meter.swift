internal import Kernel

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
    limit > 0 ? used.percentSaturated(of: limit) : 0
  }

  /// The number of filled cells of `width`; at least one if anything is used.
  func filled(of width: Int) -> Int {
    used > 0 ? max(1, Int(min(percent, 100)) * width / 100) : 0
  }
}
