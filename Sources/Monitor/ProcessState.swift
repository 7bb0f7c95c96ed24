internal import Presentation
internal import SharedMemory

/// The screen of what one process holds.
struct ProcessState: Sendable {
  /// The process as it was last seen.
  var usage: ProcessUsage
  /// Whether it holds nothing any more.
  var isGone = false
  var position = ListPosition()
  /// The screen to go back to.
  let processes: ProcessesState

  init(usage: ProcessUsage, processes: ProcessesState) {
    self.usage = usage
    self.processes = processes
  }

  /// How many rows there are.
  var count: Int { isGone ? 0 : usage.holdings.count }

  /// The same screen with what new rows say.
  func following(_ rows: Rows) -> ProcessState {
    var next = self
    let usage = rows.usages?.first { $0.process == self.usage.process }
    if let usage { next.usage = usage }
    next.isGone = usage == nil
    return next
  }
}

extension Monitor {
  mutating func press(_ command: Command, in process: ProcessState) -> [Effect] {
    var process = process
    switch command {
    case .leave:
      screen = .processes(process.processes.following(rows, writing))
      keepProcessesOnScreen()
      return []
    case .details:
      guard let rows, process.count > 0 else { return [] }
      let holding = process.usage.holdings[process.position.cursor]
      screen = .details(
        DetailsState(segment: rows.segments[holding.position], process: process))
      return []
    default: break
    }
    let height = holdingRows(of: process, in: layout.body)
    process.position.move(command, height: height, count: process.count)
    screen = .process(process)
    return []
  }

  /// The screen of a process with what the latest rows say.
  func followed(_ process: ProcessState) -> ProcessState {
    rows.map { process.following($0) } ?? process
  }
}
