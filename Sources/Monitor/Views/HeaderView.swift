internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Draws the totals: one to three rows, the most important first.
  func drawHeader(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty else { return }
    drawClock(in: part, &frame)
    var column = frame.draw("shmtop", row: part.row, column: 0, in: part, style: .strong)
    column = frame.draw(
      settings.host, row: part.row, column: column + 2, in: part, style: .plain)
    guard let rows else {
      frame.draw("reading...", row: part.row, column: column + 2, in: part, style: .dim)
      return
    }
    frame.draw(
      counts(rows.totals), row: part.row, column: column + 2,
      in: Rectangle(
        row: part.row, column: 0, rows: 1, columns: max(0, part.columns - clock.columns - 1)))
    if part.rows > 1 { drawMeters(rows, in: part, &frame) }
    if part.rows > 2 { drawSums(rows, in: part, &frame) }
  }

  private var clock: DisplayText {
    var text = DisplayText()
    if isPaused { text.append(words: "PAUSED ") }
    guard let taken = rows?.snapshot.taken else { return text }
    let local = Timestamp(seconds: taken.seconds.addingSaturated(settings.secondsEastOfUTC))
    text.append(clockOf: local)
    return text
  }

  private func drawClock(in part: Rectangle, _ frame: inout Frame) {
    frame.draw(
      clock, row: part.row, column: part.right - clock.columns, in: part,
      style: isPaused ? .warning : .plain)
  }

  private func counts(_ totals: Totals) -> DisplayText {
    var text = DisplayText()
    text.append(counted: totals.posix.count, "POSIX segment")
    text.append(", \(totals.systemV.count) System V")
    if totals.semaphores.count > 0 {
      text.append(words: ", ")
      text.append(counted: totals.semaphores.count, "semaphore")
    }
    return text
  }

  /// System V segments against their limit and `/dev/shm` against its size.
  private func drawMeters(_ rows: Rows, in part: Rectangle, _ frame: inout Frame) {
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
      text.append(words: " of ")
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
      percent.append(words: " ")
      percent.append(.warning, in: settings.charset)
    }
    let room = part.right - end - percent.columns - 4
    guard meter.limit > 0, room >= 4 else { return }
    let width = min(room, 24)
    let filled = meter.filled(of: width)
    var column = frame.draw("[", row: part.row, column: end + 1, in: part, style: .dim)
    var bar = DisplayText()
    bar.append(.meterFull, in: settings.charset, count: filled)
    column = frame.draw(
      bar, row: part.row, column: column, in: part,
      style: meter.isNearlyFull ? .warning : .meter)
    bar = DisplayText()
    bar.append(.meterEmpty, in: settings.charset, count: width - filled)
    column = frame.draw(bar, row: part.row, column: column, in: part, style: .dim)
    column = frame.draw("]", row: part.row, column: column, in: part, style: .dim)
    frame.draw(percent, row: part.row, column: column + 1, in: part, style: style)
  }

  /// Where the shared memory of the host is, as far as it has a name.
  private func drawSums(_ rows: Rows, in part: Rectangle, _ frame: inout Frame) {
    let totals = rows.totals
    var text = DisplayText()
    if let memory = rows.snapshot.memory {
      text.append(words: "Shmem ")
      text.append(bytes: memory.shared, in: .human)
      text.append(words: ": ")
    }
    text.append(words: "System V ")
    text.append(bytes: totals.systemV.allocated, in: .human)
    text.append(words: ", POSIX ")
    text.append(
      bytes: totals.posix.allocated.addingSaturated(totals.semaphores.allocated), in: .human)
    let row = part.row + 2
    var end = frame.draw(text, row: row, column: 0, in: part)
    defer { drawSurvey(rows, row: row, after: end, in: part, &frame) }
    guard totals.removed.count > 0 else { return }
    text = "  "
    text.append(.warning, in: settings.charset)
    text.append(" removed but held: \(totals.removed.count), ")
    text.append(bytes: totals.removed.allocated, in: .human)
    end = frame.draw(text, row: row, column: end, in: part, style: .warning)
  }

  /// Says how sure the holders are: where there is no room for it the details say it.
  private func drawSurvey(
    _ rows: Rows, row: Int, after end: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    guard let survey = rows.snapshot.survey else { return }
    var text = DisplayText()
    text.append(surveyOf: survey, now: rows.snapshot.taken)
    guard part.right - text.columns > end + 1 else { return }
    frame.draw(
      text, row: row, column: part.right - text.columns, in: part,
      style: survey.isComplete ? .dim : .warning)
  }
}

/// How much of a limit is used.
struct Meter: Equatable {
  let used: UInt64
  let limit: UInt64

  init(used: UInt64, of limit: UInt64) {
    self.used = used
    self.limit = limit
  }

  /// Whole percent, rounded down; more than 100 where a limit was lowered below its use.
  var percent: UInt64 {
    guard limit > 0 else { return 0 }
    let (high, low) = used.multipliedFullWidth(by: 100)
    return high >= limit ? .max : limit.dividingFullWidth((high, low)).quotient
  }

  var isNearlyFull: Bool { percent >= 75 }

  /// How many of `width` cells to fill; one at least where anything is used.
  func filled(of width: Int) -> Int {
    let cells = Int(min(percent, 100)) * width / 100
    return used > 0 ? max(1, cells) : 0
  }
}
