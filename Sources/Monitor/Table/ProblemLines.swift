internal import Canvas
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The lines below the header: what could not be read, what is wrong with `/dev/shm`, and what to do about
/// unknown states.
struct ProblemLines {
  private let problems: [ReadProblem]
  private let faults: [ShmFault]
  private let unknown: UnknownStates?

  /// The lines of a model on a screen of so many rows.
  init(of model: TableModel, rows: Int) {
    // The first is shown: the one for which segments can be missing.
    let all = model.snapshot.problems
    problems =
      all.filter { !$0.isMinor && $0.isAboutSegments }
      + all.filter { $0.isMinor || !$0.isAboutSegments }
    faults = model.snapshot.faults
    // On a low screen the number of unreadable processes in the header is all.
    unknown = rows < Self.fewRows ? nil : model.unknown
  }

  private static let fewRows = 16

  /// The number of lines.
  var count: Int {
    (problems.isEmpty ? 0 : 1) + (faults.isEmpty ? 0 : 1) + (unknown == nil ? 0 : 1)
  }

  /// Draws the lines that fit.
  func draw(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    var row = part.row
    if let first = problems.first, part.rows > 0 {
      var text = DisplayText(first, in: context.charset)
      if problems.count > 1 { text.append(" (and \(problems.count - 1) more)") }
      draw(text, isAlarming: true, row: row, in: part, &frame, context)
      row += 1
    }
    if !faults.isEmpty, row < part.row + part.rows {
      draw(
        DisplayText(summaryOf: faults, context.format),
        isAlarming: faults.contains(where: \.isAlarming), row: row, in: part, &frame, context)
      row += 1
    }
    guard let unknown, row < part.row + part.rows else { return }
    draw(unknown.text(context.format), isAlarming: false, row: row, in: part, &frame, context)
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

extension ReadProblem {
  /// Whether it is about `/dev/shm` or the table of System V segments.
  fileprivate var isAboutSegments: Bool {
    directory != nil || path.string.hasSuffix("/sysvipc/shm") || path.string.hasSuffix("/dev/shm")
  }
}
