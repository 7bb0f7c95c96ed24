internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

/// A range of rows, from the one at which it was started to the cursor.
extension TableScreen {
  /// The rows of the range; `nil` without one.
  func range(in model: TableModel) -> ClosedRange<Int>? {
    guard let anchor, rows.count > 0 else { return nil }
    // If its first segment is gone, the range starts at the cursor.
    let start = row(of: anchor, near: rows.index(at: cursor), in: model) ?? cursor
    return min(start, cursor)...max(start, cursor)
  }

  /// Tags the segments of the range; of a folded group, all.
  private mutating func tagRange(in model: TableModel) {
    guard let range = range(in: model) else { return }
    let rows = rows
    let indices = range.lazy.flatMap { row -> Range<Int> in
      switch rows[row] {
      case .segment(let index, _): index..<index + 1
      case .group(let group): model.groups[group].range
      }
    }
    tags.insert(indices, of: model)
  }

  private mutating func endRange(_ context: inout Context) {
    if let model = context.model { tagRange(in: model) }
    anchor = nil
  }

  static let startRange = KeyBinding<Self>(
    .range, meaning: "start a range of rows"
  ) { table, context in
    if context.model != nil { table.anchor = table.selection }
  }

  /// The keys while there is a range.
  static let rangeBindings: [KeyBinding<Self>] =
    [
      KeyBinding(.tag, label: "tag the range", meaning: "tag the rows of the range") {
        table, context in table.endRange(&context)
      }.paired("tag the rows of the range"),
      KeyBinding(.open, keys: [.enter], meaning: "tag the rows of the range") {
        table, context in table.endRange(&context)
      }.paired("tag the rows of the range"),
      KeyBinding(
        .back, keys: [.escape], label: "leave the range", meaning: "leave the range"
      ) { table, _ in table.anchor = nil }.paired("leave the range"),
      KeyBinding(.range, meaning: "leave the range") { table, _ in table.anchor = nil }
        .paired("leave the range"),
      .help,
    ]
    + KeyBinding.moving { step, table, context in table.move(step, context) }
    + [.refresh, .repaint, .quit]
}
