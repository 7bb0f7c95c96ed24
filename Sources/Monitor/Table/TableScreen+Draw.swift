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
      ProblemLines(of: model, rows: context.size.rows).draw(in: layout.problem, &frame, context)
    }
    FilterLine(context: context).draw(in: layout.filter, &frame)
    drawTable(in: layout.table, &frame, context)
    drawDetail(in: layout.detail, &frame, context)
  }

  func footerNote(_ context: Context) -> DisplayText? {
    if let model = context.model, let range = range(in: model) {
      return "range of \(counted: range.count, "row")"
    }
    guard tags.count > 0 || (!tags.isEmpty && followed == nil) else {
      return followed.map { followed in
        var text: DisplayText = "following "
        text.append(
          DisplayText(followed, in: context.charset)
            .elided(to: max(8, context.size.columns / 3), mark: context.ellipsis))
        if context.model?.index(of: followed, near: cursor) == nil { text.append(", hidden") }
        return text
      }
    }
    var text: DisplayText = "\(tags.count) tagged, "
    if tags.allocated.bytes == nil { text.append(literal: "at least ") }
    text.append(bytes: tags.allocated.least, in: .human)
    if tags.hidden > 0 { text.append(", \(tags.hidden) not shown") }
    return text
  }

  func helpPages(_ context: Context) -> [HelpPage] {
    [
      .signs(context), .columns(Column<Segment>.all.helpLines()),
      HelpPage(name: "filters", lines: FilterLine.help(context)),
    ]
  }

  /// Draws the headings, and the rows that fit.
  private func drawTable(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let model = context.model, !part.isEmpty else { return }
    let visible = visibleRows(in: part)
    let range = range(in: model)
    let (grid, columns) = columnView(of: visible, in: model, columns: part.columns, context)
    GridView(
      grid: grid, places: columns.places, ellipsis: context.ellipsis,
      sorted: columns.fields.firstIndex(of: context.order.field),
      moreLeft: columns.hasMoreLeft ? Glyph.moreLeft.text(in: context.charset) : "",
      moreRight: columns.hasMoreRight ? Glyph.moreRight.text(in: context.charset) : "",
      cursor: cursor - visible.lowerBound, firstRow: visible.lowerBound,
      marks: { mark(of: visible.lowerBound + $0, in: model, range: range) }
    ).draw(in: part, &frame)
    drawRemark(model, below: part.row + 1 + visible.count, in: part, &frame)
  }

  /// Draws the details of the selected row.
  private func drawDetail(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard !part.isEmpty else { return }
    let pane = DetailPane(context: context)
    if let group = selectedGroup(context) {
      pane.draw(group, in: part, &frame)
    } else if let segment = selected(context) {
      pane.draw(segment, in: part, &frame)
    }
  }

  private func visibleRows(in part: Rectangle) -> Range<Int> {
    // Without room for rows, `top` is not kept within their number.
    ListPosition(cursor: cursor, top: top)
      .visible(height: max(0, part.rows - 1), count: rows.count)
  }

  /// The cells of these rows, and the columns that are on the screen.
  private func columnView(
    of visible: Range<Int>, in model: TableModel, columns: Int, _ context: Context
  ) -> (Grid, ColumnView) {
    let (sorted, format) = (context.order.field, context.format)
    let fields = ColumnView.fields(of: context.columns, sortedBy: sorted)
    var grid = Grid(
      columns: fields.map { Column<Segment>($0).layout },
      rows: visible.map { cells(of: $0, fields, in: model, format, context) })
    if let index = fields.firstIndex(of: sorted) {
      grid.mark(
        sorted: index, isAscending: sorted.order.isAscending != context.order.isReversed,
        in: context.charset)
    }
    let view = ColumnView(
      context.columns, sortedBy: sorted, of: grid, in: columns - 1, scroll: scroll,
      widestName: max(model.labels.widest + (model.groups.isEmpty ? 0 : 2), rows.widestGroup))
    return (grid, view)
  }

  /// The values of a row.
  private func cells(
    of row: Int, _ fields: [Field], in model: TableModel, _ format: FormatOptions,
    _ context: Context
  ) -> [DisplayText] {
    switch rows[row] {
    case .segment(let index, let isIndented):
      let segment = model[index]
      let isGone = model.isGone(index)
      return fields.map { field in
        if isGone, field == .state { return "gone" }
        var text: DisplayText = isIndented && field == .label ? "  " : ""
        // The sign before it must not make a number negative.
        if isGone, field == .label, segment.kind == .systemV { text.append(literal: " ") }
        field.write(segment, format, &text)
        return text
      }
    case .group(let index):
      let group = model.groups[index]
      return fields.map { field in
        guard field == .label else {
          return group.text(of: field, format, several: context.ellipsis)
        }
        let sign: Glyph = rows.isOpen(index) ? .unfolded : .folded
        return "\(sign.text(in: context.charset)) \(group.title) (\(group.range.count))"
      }
    }
  }

  private func columnView(_ context: Context) -> ColumnView? {
    guard let model = context.model else { return nil }
    let part = layout(context).table
    return columnView(of: visibleRows(in: part), in: model, columns: part.columns, context).1
  }

  /// The columns on the screen from left to right, with their widths.
  func shownColumns(_ context: Context) -> [(field: Field, width: Int)] {
    guard let view = columnView(context) else { return [] }
    return view.places.map { (view.fields[$0.index], $0.width) }
  }

  /// Scrolls sideways, as far as there are columns.
  mutating func scrollColumns(_ step: Int, _ context: Context) {
    guard let view = columnView(context) else { return }
    scroll = view.scroll
    if step < 0 ? view.hasMoreLeft : view.hasMoreRight { scroll += step }
  }

  /// The mark before a row: whether it is new, gone, tagged or changing; and the style of the row.
  private func mark(
    of row: Int, in model: TableModel, range: ClosedRange<Int>?
  ) -> (text: DisplayText, style: Style) {
    if range?.contains(row) == true, !model.isGone(rows.index(at: row)) { return (">", .tagged) }
    switch rows[row] {
    case .group(let index):
      let group = model.groups[index]
      let style: Style = group.isAlarming ? .warning : .plain
      guard !tags.isEmpty else { return (" ", style) }
      let segments = model.segments(of: group)
      if tags.contains(allOf: segments) { return ("*", .tagged) }
      return segments.contains(where: tags.contains) ? (":", .tagged) : (" ", style)
    case .segment(let index, _):
      let segment = model[index]
      if model.isGone(index) { return ("-", .gone) }
      if tags.contains(segment) { return ("*", .tagged) }
      if model.fresh.contains(segment.identity.id) { return ("+", .fresh) }
      let isChanging = model.histories.isChanging(segment.identity.id)
      return (isChanging ? "~" : " ", isAlarming(segment) ? .warning : .plain)
    }
  }

  /// Whether it may need action.
  private func isAlarming(_ segment: Segment) -> Bool {
    segment.isRemoved || segment.verdict?.state == .orphan
  }

  /// Why there are no rows.
  private func emptyText(_ model: TableModel) -> DisplayText {
    let total = model.snapshot.segments.count
    if total == 0 {
      return model.snapshot.unlisted.isEmpty
        ? "No shared memory segments." : "Not known: not all segments could be listed."
    }
    var text: DisplayText = "No segments match the filter (\(total) in all)"
    if let undecided = FilterLine.undecided(model) { text.append("; \(undecided)") }
    text.append(literal: ".")
    return text
  }

  /// Draws below the last row that there are no segments, and the files that are not segments.
  private func drawRemark(
    _ model: TableModel, below line: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    if rows.count == 0 {
      frame.draw(emptyText(model), row: line, column: 1, in: part, style: .dim)
    }
    guard let text = NonSegment.summary(of: model.snapshot.others) else { return }
    let row = line + (rows.count == 0 ? 1 : 0)
    frame.draw(text, row: row, column: 1, in: part, style: .dim)
  }
}
