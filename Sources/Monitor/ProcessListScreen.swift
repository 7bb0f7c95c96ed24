internal import Presentation
internal import SharedMemory

/// The screen of the processes that hold segments, and what they cost.
struct ProcessListScreen: Sendable {
  /// In the order of the rows; `nil` where nobody has looked.
  private(set) var usages: [ProcessUsage]?
  var column = ProcessColumn.total
  var isReversed = false
  var position = ListPosition()

  /// How many rows there are.
  var count: Int { usages?.count ?? 0 }

  /// The process of the selected row.
  var selected: ProcessUsage? {
    guard let usages, usages.indices.contains(position.cursor) else { return nil }
    return usages[position.cursor]
  }

  /// The same screen with what new rows say; the cursor stays with its process.
  func following(_ rows: TableModel?, _ format: FormatOptions) -> ProcessListScreen {
    var next = self
    next.usages = rows?.usages.map { column.sort($0, isReversed: isReversed, format) }
    if let process = selected?.process,
      let row = next.usages?.firstIndex(where: { $0.process == process })
    {
      next.position.cursor = row
    }
    return next
  }
}

extension Monitor {
  mutating func showProcesses() -> [Effect] {
    screen = .processes(ProcessListScreen().following(rows, format))
    return []
  }

  mutating func press(_ command: Command, in processes: ProcessListScreen) -> [Effect] {
    var processes = processes
    switch command {
    case .dismiss:
      screen = .table
      keepCursorOnScreen()
      return []
    case .details:
      guard let usage = processes.selected else { return [] }
      screen = .process(ProcessDetailScreen(usage: usage, processes: processes))
      return []
    case .previousColumn, .nextColumn:
      processes.column = processes.column.neighbour(command == .nextColumn ? 1 : -1)
      processes.isReversed = false
      processes = processes.following(rows, format)
    case .invert:
      processes.isReversed.toggle()
      processes = processes.following(rows, format)
    default: break
    }
    processes.position.move(command, height: layout.tableRows, count: processes.count)
    screen = .processes(processes)
    return []
  }

  /// Keeps the cursor of a list of processes or of what one holds on a screen of any size.
  mutating func keepProcessesOnScreen() {
    switch screen {
    case .processes(var processes):
      processes.position.keepOnScreen(height: layout.tableRows, count: processes.count)
      screen = .processes(processes)
    case .process(var process):
      let height = holdingRows(of: process, in: layout.body)
      process.position.keepOnScreen(height: height, count: process.count)
      screen = .process(process)
    case .table, .details, .contents: break
    }
  }
}

extension ProcessColumn {
  /// The column before or after it, round the end.
  fileprivate func neighbour(_ step: Int) -> ProcessColumn {
    let all = ProcessColumn.allCases
    guard let index = all.firstIndex(of: self) else { return self }
    return all[(index + step + all.count) % all.count]
  }
}
