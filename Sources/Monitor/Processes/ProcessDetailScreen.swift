internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The screen of the segments that one process holds.
struct ProcessDetailScreen: Screen {
  /// The process as it was last seen.
  private(set) var usage: ProcessUsage
  /// Whether it no longer holds a segment.
  private(set) var isGone = false
  var position = ListPosition()
  /// The selected row; `nil` before the cursor was moved.
  var selected: TableRows.ID?
  /// What the rows are grouped by.
  var grouping: Grouping?
  var folds = TableRows.Folds()
  /// The groups, with their values in the columns.
  var groups: [(group: RowGroup, texts: [DisplayText])] = []
  /// What it holds, in the order of the rows.
  var holdings: [ProcessUsage.Holding] = []
  var rows = TableRows()

  init(_ usage: ProcessUsage) { self.usage = usage }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      .help,
      KeyBinding(
        .open, label: "open", meaning: "show its state, holders and facts"
      ) { process, context in
        if process.selectedGroup != nil { return process.toggleFold(context) }
        process.withSelected(&context) { segment, context in
          context.push(DetailsScreen(segment, &context))
        }
      },
      KeyBinding(
        .hex, label: "hex", meaning: "show its bytes, live", isActive: isOnSegment
      ) { process, context in
        process.withSelected(&context) { segment, context in
          context.open(segment, accepting: .nothing)
        }
      },
      KeyBinding(
        .remove, label: "remove",
        meaning: "remove the segment; asks first", isChanging: true, isActive: isOnSegment
      ) { process, context in
        process.withSelected(&context) { segment, context in context.askToRemove(segment) }
      },
      KeyBinding(
        .signal, label: "signal", meaning: "send a signal to the process; asks first",
        isChanging: true
      ) { process, context in
        if process.isGone {
          context.say("it holds no segment any more")
        } else {
          context.askToSignal(process.usage)
        }
      },
    ] + groupKeys
    + KeyBinding.moving { step, process, context in
      process.position.move(step, height: process.height(context), count: process.count)
      process.select(context)
    }
    + [
      .pause, .refresh, .slower, .faster,
      KeyBinding(
        .back, keys: [.escape, .backspace], label: "back", meaning: "go back"
      ) { _, context in context.pop() }, .repaint, .quit,
    ]

  private static let isOnSegment: @Sendable (Self, Context) -> Bool = { process, context in
    context.model.flatMap(process.segment) != nil
  }

  /// The number of rows.
  var count: Int { isGone ? 0 : rows.count }

  /// The segment of the selected row; `nil` for a group.
  func segment(in model: TableModel) -> Segment? {
    guard position.cursor < count, case .segment(let index, _) = rows[position.cursor] else {
      return nil
    }
    return model.segments[holdings[index].position]
  }

  /// Acts on the selected segment, or says why there is none.
  private func withSelected(
    _ context: inout Context, _ act: (Segment, inout Context) -> Void
  ) {
    if let segment = context.model.flatMap(segment) { return act(segment, &context) }
    guard selectedGroup != nil else { return context.say("it holds no segment any more") }
    context.say(
      "this is a group: unfold it with \(context.key(of: .right)), and choose a segment")
  }

  /// Selects a row, or opens the one that is selected.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    if row == position.cursor { return perform(.open, &context) }
    position.cursor = row
    select(context)
  }

  /// Updates the segments of the process; the cursor stays with its row.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let found = model.usages?.first { HolderID($0.target) == HolderID(usage.target) }
    if let found { usage = found }
    isGone = found == nil
    arrange(model, context)
    resize(&context)
  }

  mutating func resize(_ context: inout Context) {
    if holdings.isEmpty, let model = context.model { arrange(model, context) }
    position.keepOnScreen(height: height(context), count: count)
  }

  /// The number of rows that fit.
  func height(_ context: Context) -> Int { holdingRows(in: layout(context).body, context) }

  func helpPages(_ context: Context) -> [HelpPage] {
    [
      .signs(context),
      .columns(Column<Segment>.all.helpLines() + Column<HolderRow>.help.helpLines()),
    ]
  }
}
