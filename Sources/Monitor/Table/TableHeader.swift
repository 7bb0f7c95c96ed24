internal import Canvas
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The header of the table: counts, limits and totals, in one to three rows.
struct TableHeader {
  let context: Context

  func draw(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty else { return }
    drawClock(in: part, &frame)
    var column = frame.draw("shmtop", row: part.row, column: 0, in: part, style: .emphasis)
    column = frame.draw(
      context.settings.host, row: part.row, column: column + 2, in: part, style: .plain)
    guard let rows = context.model else {
      frame.draw("reading...", row: part.row, column: column + 2, in: part, style: .dim)
      return
    }
    let counts = counts(rows.totals)
    let end = drawScan(rows, beside: counts, after: column, in: part, &frame)
    if column + 2 + counts.columns + 2 <= end {
      frame.draw(counts, row: part.row, column: column + 2, in: part)
    }
    if part.rows > 1 {
      HeaderLimits(limits: rows.snapshot.resourceLimits, format: context.format)
        .draw(row: part.row + 1, in: part, &frame)
    }
    if part.rows > 2 {
      HeaderTotals(model: rows, format: context.format).draw(row: part.row + 2, in: part, &frame)
    }
  }

  private var clock: DisplayText {
    var text = DisplayText()
    if context.settings.isReadOnly { text.append(literal: "read-only ") }
    if context.isPaused { text.append(literal: "PAUSED ") }
    guard let timestamp = context.model?.snapshot.timestamp else { return text }
    text.append(context.clock(of: timestamp))
    return text
  }

  private func drawClock(in part: Rectangle, _ frame: inout Frame) {
    frame.draw(
      clock, row: part.row, column: part.right - clock.columns, in: part,
      style: context.isPaused ? .warning : .plain)
  }

  /// Draws the longest summary of the scan for which there is room, and returns its column.
  ///
  /// It leaves room for the counts if a summary is short enough.
  private func drawScan(
    _ rows: TableModel, beside counts: DisplayText, after end: Int, in part: Rectangle,
    _ frame: inout Frame
  ) -> Int {
    let right = part.right - clock.columns - 2
    guard let scan = rows.snapshot.scan else { return right }
    let summaries = DisplayText.summaries(of: scan, now: rows.snapshot.timestamp)
    let room = right - end - 1
    let text =
      summaries.first { $0.columns + counts.columns + 3 <= room }
      ?? summaries.first { $0.columns < room }
    guard let text else { return right }
    let column = right - text.columns
    frame.draw(
      text, row: part.row, column: column, in: part,
      style: scan.isComplete ? .dim : .warning)
    return column
  }

  /// The number of segments of each kind.
  private func counts(_ totals: Totals) -> DisplayText {
    let counts: [(Totals.Sum, Segment.Kind)] = [
      (totals.posix, .posix), (totals.systemV, .systemV), (totals.semaphores, .semaphore),
      (totals.memfds, .memfd),
    ]
    var text = DisplayText()
    for (sum, kind) in counts where sum.count > 0 {
      if text.columns > 0 { text.append(literal: ", ") }
      if !sum.isComplete { text.append(.atLeast, in: context.charset) }
      text.append("\(sum.count) \(kind.shortText)")
    }
    return text
  }
}
