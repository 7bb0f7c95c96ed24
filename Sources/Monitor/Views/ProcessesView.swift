internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Says what the screen is, and how complete and how old the look at processes was.
  func drawProcessesTitle(in part: Rectangle, _ frame: inout Frame) {
    var text = DisplayText()
    if isPaused { text.append(literal: "PAUSED ") }
    let scan = rows?.snapshot.scan
    if let scan { text.append(surveyOf: scan, now: format.now) }
    frame.draw(
      text, row: part.row, column: max(part.column, part.right - text.columns), in: part,
      style: scan?.isComplete == true && !isPaused ? .dim : .warning)
    let title: DisplayText = "Who costs how much"
    let room = part.columns - text.columns - 2
    frame.draw(
      title.prefix(columns: max(0, room)), row: part.row, column: part.column, in: part,
      style: .emphasis)
  }

  func drawProcesses(_ processes: ProcessListScreen, in part: Rectangle, _ frame: inout Frame) {
    var grid = Grid(columns: ProcessColumn.allCases.map(\.column))
    let sorted = ProcessColumn.allCases.firstIndex(of: processes.column)
    if let sorted {
      let mark: Glyph = processes.column.isText == processes.isReversed ? .descending : .ascending
      grid.columns[sorted].heading.append(mark, in: settings.charset)
    }
    let visible = processes.position.visible(height: part.rows - 1, count: processes.count)
    let format = format
    for usage in processes.usages?[visible] ?? [] {
      grid.rows.append(ProcessColumn.allCases.map { $0.text(of: usage, format) })
    }
    draw(
      grid, sortedBy: sorted, cursor: processes.position.cursor - visible.lowerBound, in: part,
      &frame)
    guard processes.count == 0, part.rows > 1 else { return }
    frame.draw(nobody(processes), row: part.row + 1, column: 1, in: part, style: .dim)
  }

  /// Why there is no process: what could not be looked at is not nobody.
  private func nobody(_ processes: ProcessListScreen) -> DisplayText {
    guard processes.usages != nil, let scan = rows?.snapshot.scan else {
      return "Not known: nobody has looked."
    }
    return scan.isComplete
      ? "No process holds a segment."
      : "No process was seen to hold a segment, but not everybody was looked at."
  }
}
