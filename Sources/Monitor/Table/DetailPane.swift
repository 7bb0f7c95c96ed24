internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The details of the selected row, below or beside the table.
struct DetailPane {
  let context: Context

  /// Draws the lines of the details screen that fit.
  func draw(_ segment: Segment, in part: Rectangle, _ frame: inout Frame) {
    let report = SegmentReport(
      of: segment, signature: nil, context.model?.snapshot.scan, context.format)
    let lines = DetailLines(
      report: report, state: segment.verdict?.state, holders: context.holdersInOrder(of: segment),
      width: max(2, part.columns - 2), charset: context.charset
    ).all
    draw(lines, title: DisplayText(titleOf: segment, in: context.charset), in: part, &frame)
  }

  /// Draws what the segments of a group have in common.
  func draw(_ group: RowGroup, in part: Rectangle, _ frame: inout Frame) {
    var lines = [
      DetailLine("\(counted: group.range.count, "segment"): \(group.stateSummary)", .emphasis)
    ]
    lines.append(DetailLine())
    for field in ColumnView.fields(of: .automatic, sortedBy: .label) where field != .label {
      let value = group.text(of: field, context.format, several: "several")
      guard !value.isEmpty else { continue }
      var name = field.name
      name.pad(to: 10)
      var line = DetailLine(name, .key)
      line.append(value)
      lines.append(line)
    }
    draw(lines, title: group.title, in: part, &frame)
  }

  private func draw(
    _ lines: [DetailLine], title: DisplayText, in part: Rectangle, _ frame: inout Frame
  ) {
    guard part.rows > 1, part.columns > 4 else { return }
    let room = part.columns - 1
    frame.fill(
      Rectangle(row: part.row, column: part.column, rows: 1, columns: part.columns),
      style: .heading)
    frame.draw(
      title.elided(to: room, mark: context.ellipsis), row: part.row, column: part.column + 1,
      in: part, style: .heading)
    let isCut = lines.count > part.rows - 1
    for (offset, line) in lines.prefix(part.rows - 1).enumerated() {
      var column = part.column + 1
      for piece in line.pieces {
        column = frame.draw(
          piece.text, row: part.row + 1 + offset, column: column, in: part, style: piece.style)
      }
    }
    guard isCut else { return }
    let more: DisplayText = "more: \(context.key(of: .open))"
    frame.draw(
      more, row: part.row, column: part.right - more.columns - 1, in: part, style: .heading)
  }
}
