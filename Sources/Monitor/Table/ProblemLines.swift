internal import Canvas
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// The lines below the header: what could not be read, and what is wrong with `/dev/shm`.
struct ProblemLines {
  private let problems: [ReadProblem]
  private let faults: [ShmFault]

  init(of snapshot: Snapshot) {
    problems = snapshot.problems
    faults = snapshot.faults
  }

  /// The number of lines.
  var count: Int { (problems.isEmpty ? 0 : 1) + (faults.isEmpty ? 0 : 1) }

  /// Draws the lines that fit.
  func draw(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    var row = part.row
    if let first = problems.first, part.rows > 0 {
      var text = DisplayText(first, in: context.charset)
      if problems.count > 1 { text.append(" (and \(problems.count - 1) more)") }
      draw(text, isAlarming: true, row: row, in: part, &frame, context)
      row += 1
    }
    guard !faults.isEmpty, row < part.row + part.rows else { return }
    draw(
      DisplayText(summaryOf: faults, context.format),
      isAlarming: faults.contains(where: \.isAlarming), row: row, in: part, &frame, context)
  }

  private func draw(
    _ text: DisplayText, isAlarming: Bool, row: Int, in part: Rectangle, _ frame: inout Frame,
    _ context: Context
  ) {
    var line = DisplayText()
    if isAlarming {
      line.append(.warning, in: context.charset)
      line.append(literal: " ")
    }
    line.append(text)
    frame.draw(
      line.shortened(to: part.columns, mark: context.ellipsis), row: row, column: part.column,
      in: part, style: isAlarming ? .warning : .dim)
  }
}
