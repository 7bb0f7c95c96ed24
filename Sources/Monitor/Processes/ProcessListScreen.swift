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
  private var column = ProcessColumn.total
  private var isReversed = false
  private var position = ListPosition()

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    [
      .help,
      KeyBinding(
        .enter, .character("i"), label: "segments", meaning: "show the segments that it holds"
      ) { list, context in
        guard let usage = list.usage else { return }
        context.push(ProcessDetailScreen(usage))
      },
      KeyBinding(.character("<"), meaning: "sort by the previous column") { list, context in
        list.sort(by: list.column.neighbour(-1), context)
      },
      KeyBinding(.character(">"), label: "sort", meaning: "sort by the next column") {
        list, context in list.sort(by: list.column.neighbour(1), context)
      },
      KeyBinding(.character("I"), meaning: "reverse the order") { list, context in
        list.isReversed.toggle()
        list.sort(context)
        list.keepCursorOnScreen(context)
      },
    ]
    + KeyBinding.moving { step, list, context in
      list.position.move(step, height: list.layout(context).tableRows, count: list.count)
    }
    + [
      .pause, .refresh, .slower, .faster,
      KeyBinding(.escape, .left, .backspace, label: "back", meaning: "go back") { _, context in
        context.pop()
      }, .repaint, .quit,
    ]

  /// The number of rows.
  private var count: Int { usages?.count ?? 0 }

  /// The process of the selected row.
  private var usage: ProcessUsage? {
    guard let usages, usages.indices.contains(position.cursor) else { return nil }
    return usages[position.cursor]
  }

  mutating func follow(_ model: TableModel, _ context: inout Context) {
    sort(context)
    keepCursorOnScreen(context)
  }

  mutating func resize(_ context: inout Context) {
    if usages == nil { sort(context) }
    keepCursorOnScreen(context)
  }

  private mutating func sort(by column: ProcessColumn, _ context: Context) {
    self.column = column
    isReversed = false
    sort(context)
    keepCursorOnScreen(context)
  }

  /// Sorts the processes of the latest scan; the cursor stays with its process.
  private mutating func sort(_ context: Context) {
    let process = usage?.process
    usages = context.model?.usages.map {
      column.sort($0, isReversed: isReversed, context.format)
    }
    if let process, let row = usages?.firstIndex(where: { $0.process == process }) {
      position.cursor = row
    }
  }

  private mutating func keepCursorOnScreen(_ context: Context) {
    position.keepOnScreen(height: layout(context).tableRows, count: count)
  }

  func helpLines(_ context: Context) -> [Box.Line] {
    [Box.Line(text: "Columns", style: .emphasis)]
      + ProcessColumn.allCases.map { Box.Line(entry: $0.heading, $0.meaning) }
  }

  // MARK: Drawing

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    drawTitle(in: layout.header, &frame, context)
    let part = layout.body
    var grid = Grid(columns: ProcessColumn.allCases.map(\.column))
    let sorted = ProcessColumn.allCases.firstIndex(of: column)
    if let sorted {
      let mark: Glyph = column.isText == isReversed ? .descending : .ascending
      grid.columns[sorted].heading.append(mark, in: context.charset)
    }
    let visible = position.visible(height: part.rows - 1, count: count)
    let format = context.format
    for usage in usages?[visible] ?? [] {
      grid.rows.append(ProcessColumn.allCases.map { $0.text(of: usage, format) })
    }
    grid.draw(
      sortedBy: sorted, cursor: position.cursor - visible.lowerBound, ellipsis: context.ellipsis,
      in: part, &frame)
    guard count == 0, part.rows > 1 else { return }
    frame.draw(emptyText(context), row: part.row + 1, column: 1, in: part, style: .dim)
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
    let title: DisplayText = "Memory by process"
    guard title.columns + 2 + text.columns <= part.columns else { return }
    frame.draw(title, row: part.row, column: part.column, in: part, style: .emphasis)
  }

  /// Why there are no rows: processes that could not be read may hold segments.
  private func emptyText(_ context: Context) -> DisplayText {
    guard usages != nil, let scan = context.model?.snapshot.scan else {
      return "Not known: processes were not scanned yet."
    }
    return scan.isComplete
      ? "No process holds a segment."
      : "No holder was seen, but not every process could be read."
  }
}

extension ProcessColumn {
  /// The previous or next column, wrapping at the ends.
  fileprivate func neighbour(_ step: Int) -> ProcessColumn {
    let all = ProcessColumn.allCases
    guard let index = all.firstIndex(of: self) else { return self }
    return all[(index + step + all.count) % all.count]
  }

  /// The columns of holders, for help.
  static let holderHelp: [Box.Line] = [
    Box.Line(entry: "FDS", "descriptors by which the process has it open"),
    Box.Line(entry: "ACCESS", "rw if the process can write to it, else r"),
    Box.Line(entry: ProcessColumn.release.heading, ProcessColumn.release.meaning),
  ]
}
