package import Formatting
package import SharedMemory

/// Which segments have rows, and the order of these: by which field, and which way round.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md and Decisions/40-query-uses-formatting.md
package struct SortAndFilter: Equatable, Sendable {
  package var field: Field
  package var isReversed: Bool
  package var filter: Filter

  package init(by field: Field, isReversed: Bool = false, filter: Filter = Filter()) {
    self.field = field
    self.isReversed = isReversed
    self.filter = filter
  }

  /// What has to be collected for it.
  package var needs: SnapshotReader.Needs { field.needs.union(filter.needs) }

  /// The positions of the segments that the filter wants, in this order.
  ///
  /// Equals keep the order they have. Numbers stand largest first and text smallest first, or the
  /// other way round; segments without the number come last both ways.
  package func positions(of segments: [Segment], _ format: FormatOptions) -> [Int] {
    guard !filter.isEmpty else { return order(segments, format) }
    let wanted = segments.indices.filter { filter.matches(segments[$0], now: format.now) }
    return order(wanted.map { segments[$0] }, format).map { wanted[$0] }
  }

  private func order(_ segments: [Segment], _ format: FormatOptions) -> [Int] {
    switch field.order {
    case .number(let value): positions(segments.map(value))
    case .text(let value): positions(segments.map { value($0, format) })
    }
  }

  private func positions(_ numbers: [UInt64?]) -> [Int] {
    var known: [(key: UInt64, position: Int)] = []
    var unknown: [Int] = []
    known.reserveCapacity(numbers.count)
    for (position, number) in numbers.enumerated() {
      guard let number else {
        unknown.append(position)
        continue
      }
      known.append((isReversed ? number : ~number, position))
    }
    known.sort { $0 < $1 }
    return known.map(\.position) + unknown
  }

  private func positions(_ texts: [[UInt8]]) -> [Int] {
    // Most comparisons are decided by the first eight bytes, as one number.
    var keys = texts.enumerated().map { (start: Self.start(of: $1), position: $0) }
    keys.sort { left, right in
      if left.start != right.start { return (left.start < right.start) != isReversed }
      let (a, b) = (texts[left.position], texts[right.position])
      if a == b { return left.position < right.position }
      return a.lexicographicallyPrecedes(b) != isReversed
    }
    return keys.map(\.position)
  }

  private static func start(of text: [UInt8]) -> UInt64 {
    var number: UInt64 = 0
    for index in 0..<8 { number = number << 8 | UInt64(index < text.count ? text[index] : 0) }
    return number
  }
}
