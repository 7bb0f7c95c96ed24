internal import Kernel
internal import SafeText
internal import SharedMemory

extension Field {
  /// Fields of its changes, which only the monitor knows: a list is made of one snapshot.
  static let changeFields: [Field] = [growth, history]

  package static let growth = Field(
    "GROWTH", "bytes of ALLOC gained or lost in the last minute", .right,
    column: TableColumn(65, rank: 9, width: 6), json: [],
    order: .measure { segment, format in
      let growth = format.histories[segment.identity.id]?.growth ?? 0
      return UInt64(bitPattern: growth) ^ (1 << 63)
    }
  ) { segment, format, text in
    let growth = format.histories[segment.identity.id]?.growth ?? 0
    if growth == 0 { text.appendNone() } else { text.append(growth: growth, format) }
  }

  package static let history = Field(
    "HISTORY", "ALLOC in the last minute, from its least to its most",
    column: TableColumn(66, rank: 11, width: 8), json: [], order: growth.order
  ) { segment, format, text in
    if let history = format.histories[segment.identity.id] {
      text.append(history.bars(in: format.charset))
    } else {
      text.appendNone()
    }
  }
}

extension DisplayText {
  /// Appends bytes with a sign: `+1.02G`, `-4K`.
  package mutating func append(growth: Int64, _ format: FormatOptions) {
    append(literal: growth < 0 ? "-" : "+")
    append(bytes: growth.magnitude, in: format.units)
  }
}
