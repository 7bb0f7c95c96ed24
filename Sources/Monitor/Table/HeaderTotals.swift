internal import Canvas
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The shared memory of the host by kind, and how much of it could be freed.
struct HeaderTotals {
  let model: TableModel
  let charset: Charset

  /// Draws the totals that fit.
  func draw(row: Int, in part: Rectangle, _ frame: inout Frame) {
    let totals = model.totals
    var column = part.column
    if let memory = model.snapshot.memory {
      var text: DisplayText = "Shmem "
      text.append(bytes: memory.shared, in: .human)
      text.append(literal: ":")
      column = frame.draw(text, row: row, column: column, in: part) + 1
    }
    let sums = sums(totals, areHoldersKnown: model.snapshot.scan != nil)
    for (sum, text) in fitting(sums, columns: part.right - column) {
      column =
        frame.draw(
          text, row: row, column: column, in: part, style: sum.isAlarming ? .warning : .plain) + 2
    }
  }

  /// The totals that fit; those of the lowest rank are left out first.
  private func fitting(_ sums: [Sum], columns: Int) -> [(Sum, DisplayText)] {
    var texts = sums.map { ($0, $0.text(in: charset)) }
    while texts.reduce(-2, { $0 + $1.1.columns + 2 }) > columns,
      let least = texts.indices.min(by: { texts[$0].0.rank < texts[$1].0.rank })
    {
      texts.remove(at: least)
    }
    return texts
  }

  private func sums(_ totals: Totals, areHoldersKnown: Bool) -> [Sum] {
    let named = Sum(name: "named ", bytes: totals.named.allocated, rank: 1)
    let removed = Sum(
      name: "removed but held ", bytes: totals.removed.allocated,
      isAlarming: totals.removed.allocated > 0, rank: 3)
    // Without a scan of processes, only System V segments are known to be removed.
    guard areHoldersKnown else { return [named] + (removed.isAlarming ? [removed] : []) }
    return [
      named, removed, Sum(name: "memfd ", bytes: totals.memfds.allocated, rank: 0),
      Sum(
        name: "orphans ", count: totals.orphans.count, bytes: totals.orphans.allocated,
        isAlarming: totals.orphans.count > 0, rank: 2),
    ]
  }

  /// A total of some segments.
  private struct Sum {
    let name: DisplayText
    var count: Int?
    let bytes: UInt64
    /// Whether it may need action.
    var isAlarming = false
    /// The importance; totals of the lowest rank are left out first.
    let rank: Int

    func text(in charset: Charset) -> DisplayText {
      var text = name
      if let count { text.append(count) }
      if count == nil || bytes > 0 {
        if count != nil { text.append(literal: ", ") }
        text.append(bytes: bytes, in: .human)
      }
      if isAlarming {
        text.append(literal: " ")
        text.append(.warning, in: charset)
      }
      return text
    }
  }
}
