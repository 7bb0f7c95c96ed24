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
    drawProblem(in: layout.problem, &frame, context)
    FilterLine(context: context).draw(in: layout.filter, &frame)
    drawTable(in: layout.body, &frame, context)
  }

  /// Draws the first read error.
  private func drawProblem(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let problems = context.model?.snapshot.problems, let first = problems.first else {
      return
    }
    var text = DisplayText()
    text.append(.warning, in: context.charset)
    text.append(literal: " ")
    text.append(DisplayText(first, in: context.charset))
    if problems.count > 1 { text.append(" (and \(problems.count - 1) more)") }
    frame.draw(text, row: part.row, column: part.column, in: part, style: .warning)
  }

  /// Draws the headings, and the rows that fit.
  private func drawTable(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let rows = context.model, !part.isEmpty else { return }
    let visible = top..<min(rows.count, top + max(0, part.rows - 1))
    let format = context.format
    let columns = Columns(
      width: part.columns - 1, labelWidth: rows.labels.widest, sortedBy: context.order.field
    ) { field in
      field == .label
        ? 0 : visible.reduce(0) { max($0, field.text(of: rows[$1], format).columns) }
    }
    drawHeadings(columns, in: part, &frame, context)
    for (line, row) in visible.enumerated() {
      draw(row, of: rows, columns, format, on: part.row + 1 + line, in: part, &frame)
    }
    drawRemark(rows, below: part.row + 1 + visible.count, in: part, &frame)
  }

  private func drawHeadings(
    _ columns: Columns, in part: Rectangle, _ frame: inout Frame, _ context: Context
  ) {
    let line = Rectangle(row: part.row, column: part.column, rows: 1, columns: part.columns)
    frame.fill(line, style: .heading)
    var column = part.column + 1
    for entry in columns.columns {
      let isSorted = entry.field == context.order.field
      var title = entry.field.name
      if isSorted { title.append(context.order.mark, in: context.charset) }
      let indent = entry.field.alignment == .right ? entry.width - title.columns : 0
      frame.draw(
        title, row: part.row, column: column + max(0, indent), in: line,
        style: isSorted ? .sortedHeading : .heading)
      column += entry.width + Columns.gap
    }
  }

  private func draw(
    _ row: Int, of rows: TableModel, _ columns: Columns, _ format: FormatOptions, on line: Int,
    in part: Rectangle, _ frame: inout Frame
  ) {
    let segment = rows[row]
    let isGone = rows.isGone(row)
    let isFresh = rows.fresh.contains(segment.identity.id)
    let isTagged = !isGone && tags.contains(segment)
    let style: Style =
      isGone
      ? .gone
      : isTagged ? .tagged : isFresh ? .fresh : isAlarming(segment) ? .warning : .plain
    let mark: DisplayText = isGone ? "-" : isTagged ? "*" : isFresh ? "+" : " "
    frame.draw(mark, row: line, column: part.column, in: part, style: style)
    var column = part.column + 1
    for entry in columns.columns {
      let text = entry.field.text(of: segment, format)
        .elided(to: entry.width, mark: Glyph.ellipsis.text(in: format.charset))
      let indent = entry.field.alignment == .right ? entry.width - text.columns : 0
      frame.draw(text, row: line, column: column + indent, in: part, style: style)
      column += entry.width + Columns.gap
    }
    if row == cursor {
      frame.restyle(
        Rectangle(row: line, column: part.column, rows: 1, columns: part.columns), .selected)
    }
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

extension SortAndFilter {
  /// The sort mark beside the heading.
  ///
  /// Numbers are sorted largest first and text smallest first, unless the order is reversed.
  fileprivate var mark: Glyph {
    let isNumber = if case .number = field.order { true } else { false }
    return isNumber == isReversed ? .ascending : .descending
  }
}
