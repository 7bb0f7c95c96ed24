internal import Canvas
internal import Kernel
internal import Presentation
internal import SharedMemory

/// One process, whatever has its number later.
struct HolderID: Hashable, Sendable {
  let process: ProcessID
  let start: ProcessStart?

  init(_ holder: Holder) {
    process = holder.process
    start = holder.start
  }
}

extension Monitor {
  /// The holders of a segment as its details list them.
  func holdersInOrder(of segment: Segment) -> [Holder] {
    rows?.snapshot.scan.map(segment.holdersByRelease) ?? []
  }

  /// Puts the cursor on the holder before or after; the first one at first.
  mutating func moveHolder(_ step: Int, in details: DetailsScreen) {
    var details = details
    let holders = holdersInOrder(of: details.segment)
    guard !holders.isEmpty else { return }
    let index = holders.firstIndex { HolderID($0) == details.holder }
    let next = index.map { ($0 + step + holders.count) % holders.count } ?? 0
    details.holder = HolderID(holders[next])
    showHolder(&details)
    screen = .details(details)
  }

  /// Scrolls so far that the holder under the cursor is on the screen.
  func showHolder(_ details: inout DetailsScreen) {
    let height = max(1, layout.body.rows)
    let lines = detailLines(details, width: layout.body.columns)
    guard let line = lines.firstIndex(where: { $0.holder != nil && $0.holder == details.holder })
    else { return }
    details.top = max(line - height + 1, min(details.top, line))
  }
}
