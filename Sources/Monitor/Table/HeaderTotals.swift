internal import Canvas
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The shared memory of the host by kind, and how much of it could be freed.
struct HeaderTotals {
  let model: TableModel
  let format: FormatOptions

  /// The totals that may need action and fit into so many columns, as one text; empty if there is none.
  func alarms(columns: Int) -> DisplayText {
    var text = DisplayText()
    for (_, part) in fitting(sums(model.totals).filter(\.isAlarming), columns: columns) {
      if text.columns > 0 { text.append(literal: "  ") }
      text.append(part)
    }
    return text
  }

  /// Draws the totals that fit.
  func draw(row: Int, in part: Rectangle, _ frame: inout Frame) {
    let totals = model.totals
    var column = part.column
    if let memory = model.snapshot.memory {
      // In a container it is the host's, and most of it is not in the container's segments.
      let isInOwnNamespace = model.snapshot.namespaces.isInOwnNamespace
      var text: DisplayText = isInOwnNamespace ? "host's Shmem " : "Shmem "
      text.append(bytes: memory.shared, in: .human)
      text.append(literal: isInOwnNamespace ? "; here:" : ":")
      column = frame.draw(text, row: row, column: column, in: part) + 1
    }
    for (sum, text) in fitting(sums(totals), columns: part.right - column) {
      column =
        frame.draw(
          text, row: row, column: column, in: part, style: sum.isAlarming ? .warning : .plain) + 2
    }
    guard let other = remainder(totals), column + other.columns <= part.right else { return }
    frame.draw(other, row: row, column: column, in: part, style: .dim)
  }

  /// The memory that no segment explains; `nil` if that cannot be told from the host's figure.
  private func remainder(_ totals: Totals) -> DisplayText? {
    let snapshot = model.snapshot
    guard let memory = snapshot.memory, snapshot.fileSystem?.type == .tmpfs else { return nil }
    var text: DisplayText = snapshot.namespaces.isInOwnNamespace ? "elsewhere " : "other "
    text.append(totals.unexplained(of: memory), format)
    return text
  }

  /// The totals that fit; those of the lowest rank are left out first.
  private func fitting(_ sums: [Sum], columns: Int) -> [(Sum, DisplayText)] {
    var texts = sums.map { ($0, text(of: $0)) }
    while texts.reduce(-2, { $0 + $1.1.columns + 2 }) > columns,
      let least = texts.indices.min(by: { texts[$0].0.rank < texts[$1].0.rank })
    {
      texts.remove(at: least)
    }
    return texts
  }

  private func sums(_ totals: Totals) -> [Sum] {
    [
      Sum(name: "named ", total: totals.named, rank: 1),
      Sum(
        name: "removed but held ", total: totals.removed,
        isAlarming: totals.removed.allocated.least > 0, rank: 3),
      Sum(name: "memfd ", total: totals.memfds, rank: 0),
      Sum(
        name: "orphans ", total: totals.orphans, showsCount: true,
        isAlarming: totals.orphans.count > 0, rank: 2),
    ]
      + (totals.hugePages.count > 0
        ? [Sum(name: "in huge pages, not in Shmem ", total: totals.hugePages, rank: 0)] : [])
  }

  /// A total of some segments.
  private struct Sum {
    let name: DisplayText
    let total: Totals.Sum
    var showsCount = false
    /// Whether it may need action.
    var isAlarming = false
    /// The importance; totals of the lowest rank are left out first.
    let rank: Int
  }

  private func text(of sum: Sum) -> DisplayText {
    var text = sum.name
    let total = sum.total
    if !sum.showsCount {
      if total.count == 0 && !total.isComplete && model.snapshot.scan != nil {
        text.append(literal: "0 seen")
      } else {
        text.append(total.allocated, format)
      }
    } else if total.isComplete || total.count > 0 {
      if !total.isComplete { text.append(.atLeast, in: format.charset) }
      text.append(total.count)
      if total.allocated.least > 0 {
        text.append(literal: ", ")
        text.append(bytes: total.allocated.least, in: format.units)
      }
    } else {
      text.appendUnknown()
    }
    if sum.isAlarming {
      text.append(literal: " ")
      text.append(.warning, in: format.charset)
    }
    return text
  }
}
