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
    let end = drawScan(rows, after: column, in: part, &frame)
    drawCounts(rows.totals, after: column, before: end, in: part, &frame)
    if part.rows > 1 { drawMeters(rows, in: part, &frame) }
    if part.rows > 2 {
      HeaderTotals(model: rows, charset: context.charset).draw(row: part.row + 2, in: part, &frame)
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

  /// System V segments against their limit and `/dev/shm` against its size.
  private func drawMeters(_ rows: TableModel, in part: Rectangle, _ frame: inout Frame) {
    let row = part.row + 1
    let half = part.columns / 2
    let systemV = Rectangle(row: row, column: 0, rows: 1, columns: half - 1)
    let files = Rectangle(row: row, column: half, rows: 1, columns: part.columns - half)
    var text: DisplayText = "System V \(rows.totals.systemV.count)"
    let limit = rows.snapshot.limits?.segments
    if let limit { text.append(" of \(limit)") }
    drawMeter(
      text, Meter(used: UInt64(rows.totals.systemV.count), of: limit ?? 0), in: systemV, &frame)

    guard let usage = rows.snapshot.fileSystem else {
      frame.draw("/dev/shm ?", row: row, column: half, in: files, style: .warning)
      return
    }
    text = "/dev/shm "
    text.append(bytes: usage.used, in: .human)
    if usage.size > 0 {
      text.append(literal: " of ")
      text.append(bytes: usage.size, in: .human)
    }
    drawMeter(text, Meter(used: usage.used, of: usage.size), in: files, &frame)
  }

  private func drawMeter(
    _ text: DisplayText, _ meter: Meter, in part: Rectangle, _ frame: inout Frame
  ) {
    let style: Style = meter.isNearlyFull ? .warning : .plain
    let end = frame.draw(text, row: part.row, column: part.column, in: part, style: style)
    var percent: DisplayText = "\(meter.percent)%"
    if meter.isNearlyFull {
      percent.append(literal: " ")
      percent.append(.warning, in: context.charset)
    }
    let room = part.right - end - percent.columns - 4
    guard meter.limit > 0, room >= 4 else { return }
    let width = min(room, 24)
    let filled = meter.filled(of: width)
    var column = frame.draw("[", row: part.row, column: end + 1, in: part, style: .dim)
    var bar = DisplayText()
    bar.append(.meterFull, in: context.charset, count: filled)
    column = frame.draw(
      bar, row: part.row, column: column, in: part,
      style: meter.isNearlyFull ? .warning : .meter)
    bar = DisplayText()
    bar.append(.meterEmpty, in: context.charset, count: width - filled)
    column = frame.draw(bar, row: part.row, column: column, in: part, style: .dim)
    column = frame.draw("]", row: part.row, column: column, in: part, style: .dim)
    frame.draw(percent, row: part.row, column: column + 1, in: part, style: style)
  }

  /// Draws the summary of the scan, if there is room, and returns its column.
  private func drawScan(
    _ rows: TableModel, after end: Int, in part: Rectangle, _ frame: inout Frame
  ) -> Int {
    let right = part.right - clock.columns - 2
    guard let scan = rows.snapshot.scan else { return right }
    var text = DisplayText()
    text.append(summaryOf: scan, now: rows.snapshot.timestamp)
    let column = right - text.columns
    guard column > end + 1 else { return right }
    frame.draw(
      text, row: part.row, column: column, in: part,
      style: scan.isComplete ? .dim : .warning)
    return column
  }

  /// Draws the number of segments of each kind, if there is room.
  private func drawCounts(
    _ totals: Totals, after start: Int, before end: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    let counts: [(Int, Segment.Kind)] = [
      (totals.posix.count, .posix), (totals.systemV.count, .systemV),
      (totals.semaphores.count, .semaphore), (totals.memfds.count, .memfd),
    ]
    var text = DisplayText()
    for (count, kind) in counts where count > 0 {
      if text.columns > 0 { text.append(literal: ", ") }
      text.append("\(count) \(kind.shortText)")
    }
    guard start + 2 + text.columns + 2 <= end else { return }
    frame.draw(text, row: part.row, column: start + 2, in: part)
  }
}
