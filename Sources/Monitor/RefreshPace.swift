/// How often snapshots are taken unasked.
///
/// Why: Decisions/74-unchanged-tables.md
package enum RefreshPace {
  /// The least time between two snapshots, in multiples of the cost of the first.
  private static let pauseFactor = 10

  /// The time from the start of a snapshot that has cost so much to the next: the chosen one, or longer.
  package static func interval(_ chosen: Duration, after cost: Duration) -> Duration {
    max(chosen, cost * pauseFactor)
  }
}

extension Duration {
  /// In milliseconds, rounded up.
  var milliseconds: Int {
    let (seconds, rest) = components
    return Int(clamping: seconds) * 1000 + Int((rest + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
