internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

extension ProcessDetailScreen {
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    drawTitle(in: layout.header, &frame, context)
    drawHoldings(in: layout.body, &frame, context)
  }

  private func drawTitle(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    let format = context.format
    var right = DisplayText()
    right.append(counted: usage.segments, "segment")
    right.append(literal: " of ")
    right.append(usage.user, format)
    if isGone { right = "holds no segment any more" }
    if context.isPaused { right.append(literal: ", paused") }
    frame.draw(
      right, row: part.row, column: max(part.column, part.right - right.columns), in: part,
      style: isGone ? .warning : .dim)
    let name: DisplayText =
      "\(Column<ProcessUsage>.command.text(of: usage, format)) (\(usage.process.rawValue))"
    let room = part.columns - right.columns - 2
    frame.draw(
      name.elided(to: room, mark: context.ellipsis), row: part.row,
      column: part.column, in: part, style: .emphasis)
  }

  /// Draws the memory that is freed when the process exits, and its segments.
  private func drawHoldings(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let model = context.model else { return }
    var part = part
    for line in consequence(in: part, context.format) {
      let row = part.takeTop(1)
      frame.draw(line, row: row.row, column: part.column, in: row)
    }
    let visible = position.visible(height: part.rows - 1, count: count)
    let rows = usage.holdings[visible].map { holding in
      let segment = model.segments[holding.position]
      let holder = segment.holders?.first { $0.process == usage.process }
      return HolderRow(segment, holder, release: holding.release)
    }
    let grid = Grid(Column<HolderRow>.ofProcess, of: rows, context.format)
    GridView(
      grid: grid, places: grid.places(in: part.columns - 1), ellipsis: context.ellipsis,
      cursor: isGone ? nil : position.cursor - visible.lowerBound
    ).draw(in: part, &frame)
  }

  /// The number of segments that fit.
  func holdingRows(in part: Rectangle, _ format: FormatOptions) -> Int {
    max(0, part.rows - 1 - consequence(in: part, format).count)
  }

  /// The memory that its exit frees, and the memory that it holds; empty if that would leave no
  /// room for the segments.
  private func consequence(in part: Rectangle, _ format: FormatOptions) -> [DisplayText] {
    let isFree = usage.total.bytes == 0
    let words = isFree ? "nothing is freed: it uses none" : Self.words(for: usage.release)
    var text: DisplayText = "When it exits, \(words). It holds "
    text.append(usage.removed, format)
    text.append(literal: " in removed segments, ")
    text.append(usage.memfds, format)
    text.append(literal: " in memfds, and ")
    text.append(usage.named, format)
    text.append(literal: " in segments with a name.")
    let lines = isGone ? [] : text.wrapped(to: max(2, part.columns))
    return lines.count + 4 <= part.rows ? lines : []
  }

  /// The memory that is freed, in a clause.
  private static func words(for release: ByteEstimate) -> DisplayText {
    switch (release.bytes, release.least, release.most) {
    case (0, _, _): "nothing is freed: names or other processes keep the memory"
    case (let bytes?, _, _): "\(DisplayText(spelling: bytes)) are freed"
    case (nil, 0, let most?):
      "at most \(DisplayText(spelling: most)) are freed: processes that were not seen may hold it"
    case (nil, 0, nil): "how much is freed is not known"
    case (nil, let least, _): "at least \(DisplayText(spelling: least)) are freed"
    }
  }
}
