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
    if part.rows == 1, let limit = context.model?.snapshot.nearestLimit {
      return draw(only: HeaderLimits(limits: [limit], format: context.format), in: part, &frame)
    }
    drawClock(in: part, &frame)
    var column = frame.draw("shmtop", row: part.row, column: 0, in: part, style: .emphasis)
    column = frame.draw(
      context.options.host, row: part.row, column: column + 2, in: part, style: .plain)
    guard let model = context.model else {
      frame.draw("reading...", row: part.row, column: column + 2, in: part, style: .dim)
      return
    }
    let counts = counts(model.totals)
    let end = drawScan(model, beside: counts, after: column, in: part, &frame)
    if column + 2 + counts.columns + 2 <= end {
      frame.draw(counts, row: part.row, column: column + 2, in: part)
    }
    let limits = HeaderLimits(limits: model.snapshot.resourceLimits, format: context.format)
    let totals = HeaderTotals(model: model, format: context.format)
    switch part.rows {
    case 1: break
    case 2: draw(limits, totals, row: part.row + 1, in: part, &frame)
    default:
      limits.draw(row: part.row + 1, in: part, &frame)
      totals.draw(row: part.row + 2, in: part, &frame)
    }
  }

  /// Draws the limit that is nearly used up in the only row, and the clock if there is room for both.
  private func draw(only limit: HeaderLimits, in part: Rectangle, _ frame: inout Frame) {
    var room = part
    if limit.least + 2 + clock.columns <= part.columns {
      drawClock(in: part, &frame)
      room.columns -= clock.columns + 2
    }
    limit.draw(row: part.row, in: room, &frame)
  }

  /// Draws the limits, and behind them the totals that may need action.
  private func draw(
    _ limits: HeaderLimits, _ totals: HeaderTotals, row: Int, in part: Rectangle,
    _ frame: inout Frame
  ) {
    let alarms = totals.alarms(columns: part.columns - limits.least - 2)
    var room = part
    if alarms.columns > 0 { room.columns -= alarms.columns + 2 }
    let end = limits.draw(row: row, in: room, &frame)
    frame.draw(alarms, row: row, column: end + 2, in: part, style: .warning)
  }

  private var clock: DisplayText {
    var text = DisplayText()
    if context.options.isReadOnly { text.append(literal: "read-only ") }
    if context.isPaused { text.append(literal: "PAUSED ") }
    guard let timestamp = context.model?.snapshot.timestamp else { return text }
    guard context.size.columns >= 60 else {
      text.append(context.clock(of: context.now))
      return text
    }
    let actual = context.actualInterval
    let age = context.now.seconds.subtractingSaturated(timestamp.seconds)
    if context.isPaused || age > Int64(actual / 1000) + 1 {
      if age > 1 { text.append("read \(age: timestamp, now: context.now) ago ") }
    } else if actual > context.interval {
      // Tens of thousands of segments: the user asked for more than that.
      text.append("every \(actual / 1000).\(actual % 1000 / 100)s ")
    }
    text.append(context.clock(of: context.now))
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
    _ model: TableModel, beside counts: DisplayText, after end: Int, in part: Rectangle,
    _ frame: inout Frame
  ) -> Int {
    let right = part.right - clock.columns - 2
    guard let scan = model.snapshot.scan else { return right }
    let summaries = DisplayText.summaries(of: scan, now: context.now)
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
