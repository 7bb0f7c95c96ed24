/// The values that the rows of a table sort by.
package enum SortOrder<Row>: Sendable {
  /// Largest first; rows without the number come last.
  case number(@Sendable (Row) -> UInt64?)
  /// The same, for a number that is not in the row alone.
  case measure(@Sendable (Row, FormatOptions) -> UInt64?)
  /// By bytes, smallest first.
  case text(@Sendable (Row, FormatOptions) -> [UInt8])

  /// Whether rows stand smallest first unless the order is reversed.
  package var isAscending: Bool {
    if case .text = self { true } else { false }
  }
}

extension SortOrder {
  /// The positions of rows in this order.
  ///
  /// Equal rows keep their order. Numbers stand largest first and text smallest first, or the other
  /// way round; rows without the number come last both ways.
  package func positions(
    of rows: [Row], isReversed: Bool, _ format: FormatOptions
  ) -> [Int] {
    switch self {
    case .number(let value): Self.positions(of: rows.map(value), isReversed)
    case .measure(let value): Self.positions(of: rows.map { value($0, format) }, isReversed)
    case .text(let value): Self.positions(of: Texts(rows) { value($0, format) }, isReversed)
    }
  }

  private static func positions(of numbers: [UInt64?], _ isReversed: Bool) -> [Int] {
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

  private static func positions(of texts: consuming Texts, _ isReversed: Bool) -> [Int] {
    var starts = texts.takeStarts()
    starts.sort { left, right in
      if left.number != right.number { return (left.number < right.number) != isReversed }
      let (a, b) = (texts.rest(of: left.position), texts.rest(of: right.position))
      if a.elementsEqual(b) { return left.position < right.position }
      return a.lexicographicallyPrecedes(b) != isReversed
    }
    return starts.map(\.position)
  }
}

/// The texts of many rows, one after the other: an array for each would take four times the memory.
private struct Texts {
  /// The first seven bytes of each, then its length, 8 for all longer ones, as one number: it decides most
  /// comparisons.
  private var starts: [(number: UInt64, position: Int)] = []
  /// The bytes after those.
  private var rests: [UInt8] = []
  /// Where each rest ends; rests beyond 4 GiB are not compared.
  private var ends: [UInt32] = []

  init<Row>(_ rows: [Row], _ text: (Row) -> [UInt8]) {
    starts.reserveCapacity(rows.count)
    ends.reserveCapacity(rows.count)
    for (position, row) in rows.enumerated() {
      text(row).withUnsafeBufferPointer { text in
        var number: UInt64 = 0
        for byte in text.prefix(7) { number = number << 8 | UInt64(byte) }
        number <<= 8 * UInt64(8 - min(text.count, 7))
        starts.append((number | UInt64(min(text.count, 8)), position))
        if text.count > 7 {
          rests.append(contentsOf: UnsafeBufferPointer(rebasing: text.dropFirst(7)))
        }
      }
      ends.append(UInt32(clamping: rests.count))
    }
  }

  /// The starts, which are not kept.
  mutating func takeStarts() -> [(number: UInt64, position: Int)] {
    exchange(&starts, with: [])
  }

  func rest(of position: Int) -> ArraySlice<UInt8> {
    rests[(position == 0 ? 0 : Int(ends[position - 1]))..<Int(ends[position])]
  }
}
