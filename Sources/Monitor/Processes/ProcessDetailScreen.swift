internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The screen of the segments that one process holds.
struct ProcessDetailScreen: Screen {
  /// The process as it was last seen.
  private(set) var usage: ProcessUsage
  /// Whether it no longer holds a segment.
  private(set) var isGone = false
  private(set) var position = ListPosition()
  /// The segment of the selected row; `nil` before the cursor was moved.
  private var selected: SegmentID?

  init(_ usage: ProcessUsage) { self.usage = usage }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      .help,
      KeyBinding(
        .open, label: "open", meaning: "show its verdict, holders and facts"
      ) { process, context in
        guard let segment = context.model.flatMap(process.segment) else { return }
        context.push(DetailsScreen(segment, &context))
      },
      KeyBinding(.hex, label: "hex", meaning: "show its bytes, live") {
        process, context in
        guard let segment = context.model.flatMap(process.segment) else { return }
        context.open(segment, accepting: .nothing)
      },
      KeyBinding(
        .remove, label: "remove",
        meaning: "remove the segment; asks first", isChanging: true
      ) { process, context in
        guard let segment = context.model.flatMap(process.segment) else { return }
        context.askToRemove(segment)
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
    ]
    + KeyBinding.moving { step, process, context in
      process.position.move(step, height: process.rows(context), count: process.count)
      process.selected = context.model.flatMap(process.segment)?.identity.id
    }
    + [
      .pause, .refresh, .slower, .faster,
      KeyBinding(.back, label: "back", meaning: "go back") { _, context in
        context.pop()
      }, .repaint, .quit,
    ]

  /// The number of rows.
  var count: Int { isGone ? 0 : usage.holdings.count }

  /// The segment of the selected row.
  private func segment(in model: TableModel) -> Segment? {
    guard !isGone, usage.holdings.indices.contains(position.cursor) else { return nil }
    return model.segments[usage.holdings[position.cursor].position]
  }

  /// Updates the segments of the process; the cursor stays with its segment.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let found = model.usages?.first { HolderID($0.target) == HolderID(usage.target) }
    if let found { usage = found }
    isGone = found == nil
    if let selected, !isGone,
      let row = usage.holdings.firstIndex(where: {
        model.segments[$0.position].identity.id == selected
      })
    {
      position.cursor = row
    }
    resize(&context)
  }

  mutating func resize(_ context: inout Context) {
    position.keepOnScreen(height: rows(context), count: count)
  }

  private func rows(_ context: Context) -> Int {
    holdingRows(in: layout(context).body, context)
  }

  func helpPages(_ context: Context) -> [HelpPage] {
    [
      .signs(context),
      .columns(Column<Segment>.all.helpLines() + Column<HolderRow>.help.helpLines()),
    ]
  }
}
