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

  private static func positions(of texts: Texts, _ isReversed: Bool) -> [Int] {
    // Most comparisons are decided by the first eight bytes, as one number.
    var keys = texts.ends.indices.map { (start: texts.start(of: $0), position: $0) }
    keys.sort { left, right in
      if left.start != right.start { return (left.start < right.start) != isReversed }
      let (a, b) = (texts[left.position], texts[right.position])
      if a.elementsEqual(b) { return left.position < right.position }
      return a.lexicographicallyPrecedes(b) != isReversed
    }
    return keys.map(\.position)
  }
}

/// The texts of many rows, one after the other: an array for each would take four times the memory.
private struct Texts {
  private var bytes: [UInt8] = []
  /// Where each ends.
  private(set) var ends: [Int] = []

  init<Row>(_ rows: [Row], _ text: (Row) -> [UInt8]) {
    ends.reserveCapacity(rows.count)
    for row in rows {
      bytes += text(row)
      ends.append(bytes.count)
    }
  }

  subscript(position: Int) -> ArraySlice<UInt8> {
    bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
  }

  /// The first eight bytes as one number.
  func start(of position: Int) -> UInt64 {
    let text = self[position]
    var number: UInt64 = 0
    for index in text.startIndex..<(text.startIndex + 8) {
      number = number << 8 | UInt64(index < text.endIndex ? text[index] : 0)
    }
    return number
  }
}
