internal import Presentation
internal import SharedMemory

/// The screen of what one process holds.
struct ProcessDetailScreen: Sendable {
  /// The process as it was last seen.
  var usage: ProcessUsage
  /// Whether it holds nothing any more.
  var isGone = false
  var position = ListPosition()
  /// The segment of the selected row; `nil` while nobody has moved there.
  var selected: SegmentID?
  /// The screen to go back to.
  let processes: ProcessListScreen

  init(usage: ProcessUsage, processes: ProcessListScreen) {
    self.usage = usage
    self.processes = processes
  }

  /// How many rows there are.
  var count: Int { isGone ? 0 : usage.holdings.count }

  /// The segment of the selected row in the rows that the usage is of.
  func segment(in rows: TableModel) -> Segment? {
    guard !isGone, usage.holdings.indices.contains(position.cursor) else { return nil }
    return rows.segments[usage.holdings[position.cursor].position]
  }

  /// The same screen with what new rows say; the cursor stays with its segment.
  func following(_ rows: TableModel) -> ProcessDetailScreen {
    var next = self
    let usage = rows.usages?.first { $0.process == self.usage.process }
    if let usage { next.usage = usage }
    next.isGone = usage == nil
    if let selected, let usage,
      let row = usage.holdings.firstIndex(where: {
        rows.segments[$0.position].identity.id == selected
      })
    {
      next.position.cursor = row
    }
    return next
  }
}

extension Monitor {
  mutating func press(_ command: Command, in process: ProcessDetailScreen) -> [Effect] {
    var process = process
    switch command {
    case .dismiss:
      screen = .processes(process.processes.following(rows, format))
      keepProcessesOnScreen()
      return []
    case .details:
      guard let segment = rows.flatMap(process.segment) else { return [] }
      return showDetails(DetailsScreen(segment: segment, process: process))
    default: break
    }
    let height = holdingRows(of: process, in: layout.body)
    process.position.move(command, height: height, count: process.count)
    process.selected = rows.flatMap(process.segment)?.identity.id
    screen = .process(process)
    return []
  }

  /// The screen of a process with what the latest rows say.
  func followed(_ process: ProcessDetailScreen) -> ProcessDetailScreen {
    rows.map { process.following($0) } ?? process
  }
}
