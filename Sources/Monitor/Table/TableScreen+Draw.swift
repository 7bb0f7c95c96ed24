internal import Canvas
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

extension TableScreen {
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    TableHeader(context: context).draw(in: layout.header, &frame)
    if let model = context.model {
      ProblemLines(of: model.snapshot).draw(in: layout.problem, &frame, context)
    }
    FilterLine(context: context).draw(in: layout.filter, &frame)
    drawTable(in: layout.body, &frame, context)
  }

  /// Draws the headings, and the rows that fit.
  private func drawTable(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let rows = context.model, !part.isEmpty else { return }
    // Without room for rows, `top` is not kept within their number.
    let visible = ListPosition(cursor: cursor, top: top)
      .visible(height: max(0, part.rows - 1), count: rows.count)
    var grid = Grid(Column.all, of: visible.lazy.map { rows[$0] }, context.format)
    let sorted = Field.monitor.firstIndex(of: context.order.field)
    if let sorted {
      let isAscending = Field.monitor[sorted].order.isAscending != context.order.isReversed
      grid.mark(sorted: sorted, isAscending: isAscending, in: context.charset)
    }
    GridView(
      grid: grid,
      places: places(
        of: grid, in: part.columns - 1, widestName: rows.labels.widest, sortedBy: sorted),
      ellipsis: context.ellipsis, sorted: sorted, cursor: cursor - visible.lowerBound,
      marks: { mark(of: visible.lowerBound + $0, in: rows) }
    ).draw(in: part, &frame)
    drawRemark(rows, below: part.row + 1 + visible.count, in: part, &frame)
  }

  /// The columns that fit.
  ///
  /// The sort column ranks right after the most important ones. Names are as wide as the widest one
  /// of all rows, so that columns stay while the table scrolls.
  private func places(
    of grid: Grid, in room: Int, widestName: Int, sortedBy sorted: Int?
  ) -> [Grid.Place] {
    var grid = grid
    if let sorted { grid.columns[sorted].rank = min(grid.columns[sorted].rank, 4) }
    if let name = Field.monitor.firstIndex(of: .label) {
      grid.columns[name].wantedWidth = widestName
    }
    // Names get more room before a less important column is added.
    return grid.places(in: room, widest: .max) { rank in
      switch rank {
      case ...7: 5
      case 8: max(0, min(widestName, 22) - 12)
      default: max(0, min(widestName, 48) - 12)
      }
    }
  }

  /// The mark before a row: whether it is new, gone or tagged; and the style of the row.
  private func mark(of row: Int, in rows: TableModel) -> (text: DisplayText, style: Style) {
    let segment = rows[row]
    if rows.isGone(row) { return ("-", .gone) }
    if tags.contains(segment) { return ("*", .tagged) }
    if rows.fresh.contains(segment.identity.id) { return ("+", .fresh) }
    return (" ", isAlarming(segment) ? .warning : .plain)
  }

  /// Whether it may need action.
  private func isAlarming(_ segment: Segment) -> Bool {
    segment.isRemoved || segment.verdict?.state == .orphan
  }

  /// Draws below the last row that there are no segments, and the files that are not segments.
  private func drawRemark(
    _ rows: TableModel, below line: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    if rows.count == 0 {
      let total = rows.snapshot.segments.count
      let text: DisplayText =
        total == 0
        ? "No shared memory segments." : "No segments match the filter (\(total) in all)."
      frame.draw(text, row: line, column: 1, in: part, style: .dim)
    }
    let others = rows.snapshot.others
    guard !others.isEmpty else { return }
    let types = Dictionary(grouping: others, by: \.typeText).values.sorted {
      $0[0].type.rawValue < $1[0].type.rawValue
    }
    var text: DisplayText = "Also in /dev/shm, but not segments: "
    for (index, files) in types.enumerated() {
      if index > 0 { text.append(literal: ", ") }
      files[0].append(count: files.count, to: &text)
    }
    let row = line + (rows.count == 0 ? 1 : 0)
    frame.draw(text, row: row, column: 1, in: part, style: .dim)
  }
}
