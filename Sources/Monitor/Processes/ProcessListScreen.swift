internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The screen of the processes that hold segments, and of their memory.
struct ProcessListScreen: Screen {
  /// In the order of the rows; `nil` before a scan.
  private var usages: [ProcessUsage]?
  /// The processes that could not be read, below the others.
  private var unread: [UnreadProcess] = []
  /// The columns, for the limit that is nearest to its end.
  private var columns = Column<ProcessUsage>.all()
  /// The heading of the column that the table is sorted by.
  private var sorted = Column<ProcessUsage>.cost(nearest: nil)
  /// Whether that column was chosen: at first, it is the one of the limit that is nearest to its end then.
  private var isChosen = false
  private var isReversed = false
  private var position = ListPosition()
  /// The process to select as soon as there are rows.
  private var wanted: HolderID?
  /// The process that was selected until it let go of all; the cursor is on another since.
  private var lost: ProcessUsage?

  /// The list with the cursor on the holder of a segment that has the lowest PID.
  init(selecting segment: Segment? = nil) {
    wanted = segment?.holders?.min { $0.process.rawValue < $1.process.rawValue }.map(HolderID.init)
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  func crumb(_ context: Context) -> DisplayText { "processes" }

  static let bindings: [KeyBinding<Self>] =
    [
      .help,
      KeyBinding(
        .open, label: "segments", meaning: "show the segments that it holds", isActive: hasProcess
      ) { list, context in
        list.withSelected(&context) { usage, context in context.push(ProcessDetailScreen(usage)) }
      },
      KeyBinding(
        .signal, label: "signal", meaning: "send a signal to the process; asks first",
        isChanging: true, isActive: hasProcess
      ) { list, context in list.askToSignal(&context) },
      KeyBinding(.sortPrevious, meaning: "sort by the previous column") { list, context in
        list.sort(by: -1, context)
      }.paired("sort by the previous or next column"),
      KeyBinding(.sortNext, label: "sort", meaning: "sort by the next column") {
        list, context in list.sort(by: 1, context)
      }.paired("sort by the previous or next column"),
      KeyBinding(.reverse, meaning: "reverse the order") { list, context in
        list.isReversed.toggle()
        list.sort(context)
        list.keepCursorOnScreen(context)
      },
    ]
    + KeyBinding.moving { step, list, context in
      list.lost = nil
      list.position.move(step, height: list.rows(context), count: list.count)
    }
    + [
      .pause, .refresh, .slower, .faster,
      KeyBinding(.back, label: "back", meaning: "go back") { _, context in
        context.pop()
      }, .repaint, .quit,
    ]

  private static let hasProcess: @Sendable (Self, Context) -> Bool = { list, _ in
    list.usage != nil
  }

  /// Acts on the selected process, or says why there is none.
  private func withSelected(
    _ context: inout Context, _ act: (ProcessUsage, inout Context) -> Void
  ) {
    if let usage { return act(usage, &context) }
    guard let unread = selectedUnread, let scan = context.model?.snapshot.scan else {
      return context.say("there is no process in the list")
    }
    context.say([unread].advice(in: scan, context.format))
  }

  /// The number of rows.
  private var count: Int { (usages?.count ?? 0) + unread.count }

  /// The process of the selected row, if it could not be read.
  private var selectedUnread: UnreadProcess? {
    let index = position.cursor - (usages?.count ?? 0)
    return unread.indices.contains(index) ? unread[index] : nil
  }

  /// The process of the selected row.
  private var usage: ProcessUsage? {
    guard let usages, usages.indices.contains(position.cursor) else { return nil }
    return usages[position.cursor]
  }

  /// Selects a row, opens the one that is selected, or sorts by a column.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    if case .row = target { lost = nil }
    switch target {
    case .row(let row) where row == position.cursor: perform(.open, &context)
    case .row(let row): position.cursor = row
    case .heading(let column) where column == sortedIndex: perform(.reverse, &context)
    case .heading(let column): sort(by: column - sortedIndex, context)
    case .key, .button: break
    }
  }

  /// Asks about the selected process.
  ///
  /// The table keeps the row of a segment that has gone, so that its keys say that. The list has no
  /// such row: the first `K` after a process has gone says so, because it was meant for that one.
  private mutating func askToSignal(_ context: inout Context) {
    guard let gone = lost else {
      return withSelected(&context) { usage, context in context.askToSignal(usage) }
    }
    lost = nil
    let command = Column<ProcessUsage>.command.text(of: gone, context.format)
    context.say(
      "\(command) (\(gone.process.rawValue)) holds no segment any more: choose another process")
  }

  mutating func follow(_ model: TableModel, _ context: inout Context) {
    sort(context)
    keepCursorOnScreen(context)
  }

  mutating func resize(_ context: inout Context) {
    if usages == nil { sort(context) }
    keepCursorOnScreen(context)
  }

  /// The index of the column that the table is sorted by.
  private var sortedIndex: Int { columns.firstIndex { $0.layout.heading == sorted } ?? 0 }

  /// Sorts by the column that many columns further; after the last comes the first.
  private mutating func sort(by step: Int, _ context: Context) {
    sorted = columns[(sortedIndex + step + columns.count) % columns.count].layout.heading
    isChosen = true
    isReversed = false
    sort(context)
    keepCursorOnScreen(context)
  }

  /// Sorts the processes of the latest scan, at first by what costs most; the cursor stays with its
  /// process.
  private mutating func sort(_ context: Context) {
    let before = usage
    let beforeUnread = selectedUnread?.process
    let process = wanted ?? before.map { HolderID($0.target) }
    let nearest = context.model?.snapshot.nearestLimit?.resource
    columns = Column<ProcessUsage>.all(nearest: nearest)
    if !isChosen { sorted = Column<ProcessUsage>.cost(nearest: nearest) }
    // Rows must not move because the limit is no longer near.
    if context.model?.usages != nil { isChosen = true }
    let order = columns[sortedIndex].order
    usages = context.model?.usages.map { usages in
      order?.positions(of: usages, isReversed: isReversed, context.format).map { usages[$0] }
        ?? usages
    }
    guard let usages else { return }
    let shown = Set(usages.map(\.process))
    unread = (context.model?.snapshot.scan?.unreadProcesses ?? [])
      .filter { !shown.contains($0.process) }
    wanted = nil
    if let row = unread.firstIndex(where: { $0.process == beforeUnread }) {
      return position.cursor = usages.count + row
    }
    guard let process else { return }
    if let row = usages.firstIndex(where: { HolderID($0.target) == process }) {
      position.cursor = row
    } else if lost == nil {
      lost = before
    }
  }

  private mutating func keepCursorOnScreen(_ context: Context) {
    position.keepOnScreen(height: rows(context), count: count)
  }

  /// The number of rows that fit.
  private func rows(_ context: Context) -> Int {
    let part = layout(context).body
    return max(0, part.rows - 1 - remark(in: part, context).count)
  }

  func helpPages(_ context: Context) -> [HelpPage] {
    [.signs(context), .columns(columns.helpLines())]
  }

  private static let shortestTitle = 17

  // MARK: Drawing

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    drawTitle(in: layout.header, &frame, context)
    var part = layout.body
    let remark = remark(in: part, context)
    let visible = position.visible(height: part.rows - 1 - remark.count, count: count)
    let below = part.row + 1 + visible.count
    if usages?.isEmpty != false, below < part.bottom {
      frame.draw(emptyText(context), row: below, column: 1, in: part, style: .dim)
    }
    drawRows(visible, in: part, &frame, context)
    let rows = part.takeBottom(remark.count)
    for (index, line) in remark.enumerated() {
      frame.draw(line, row: rows.row + index, column: rows.column + 1, in: rows, style: .warning)
    }
  }

  private func drawRows(
    _ visible: Range<Int>, in part: Rectangle, _ frame: inout Frame, _ context: Context
  ) {
    let usages = usages ?? []
    let texts = visible.map { row in
      row < usages.count
        ? columns.map { $0.text(of: usages[row], context.format) }
        : unread[row - usages.count].texts(in: columns, context.format)
    }
    var grid = Grid(columns: columns.map(\.layout), rows: texts)
    let sorted = sortedIndex
    let isAscending = columns[sorted].order?.isAscending != isReversed
    grid.columns[sorted].rank = min(grid.columns[sorted].rank, 1)
    grid.mark(sorted: sorted, isAscending: isAscending, in: context.charset)
    GridView(
      grid: grid, places: grid.places(in: part.columns - 1), ellipsis: context.ellipsis,
      sorted: sorted, cursor: position.cursor - visible.lowerBound, firstRow: visible.lowerBound
    ).draw(in: part, &frame)
    for row in visible where row >= usages.count && row != position.cursor {
      frame.restyle(
        Rectangle(
          row: part.row + 1 + row - visible.lowerBound, column: part.column, rows: 1,
          columns: part.columns), .dim)
    }
  }

  /// Why processes were not read, and what to do; empty without one or without room.
  private func remark(in part: Rectangle, _ context: Context) -> [DisplayText] {
    guard !unread.isEmpty, let scan = context.model?.snapshot.scan else { return [] }
    let lines = unread.advice(in: scan, context.format).wrapped(to: max(2, part.columns - 2))
    return lines.count + 4 <= part.rows ? lines : []
  }

  /// Draws the title, and how complete and how old the scan of processes is.
  private func drawTitle(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    var text = DisplayText()
    if context.isPaused { text.append(literal: "PAUSED ") }
    let scan = context.model?.snapshot.scan
    if let scan { text.append(summaryOf: scan, now: context.format.now) }
    frame.draw(
      text, row: part.row, column: max(part.column, part.right - text.columns), in: part,
      style: scan?.isComplete == true && !context.isPaused ? .dim : .warning)
    let room = part.columns - text.columns - 2
    guard room >= Self.shortestTitle else { return }
    Breadcrumb(trail: context.trail, subject: "memory by process")
      .draw(in: part, columns: room, &frame, context)
  }

  /// Why there are no rows: processes that could not be read may hold segments.
  private func emptyText(_ context: Context) -> DisplayText {
    guard usages != nil, let scan = context.model?.snapshot.scan else {
      return "Not known: processes were not scanned yet."
    }
    return scan.isComplete
      ? "No process holds a segment."
      : "Holders: \(DisplayText(noHolderSeenIn: scan))."
  }
}
