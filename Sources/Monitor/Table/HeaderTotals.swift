internal import Canvas
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// Where the shared memory of the host is, and how much of it could go.
struct HeaderTotals {
  let model: TableModel
  let charset: Charset

  /// Draws as much as there is room for.
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

  /// The sums that there is room for: what can be done without goes first.
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
      isAlarming: totals.removed.count > 0, rank: 3)
    // Without a look at processes only the kernel's own table tells what is removed.
    guard areHoldersKnown else { return [named] + (removed.isAlarming ? [removed] : []) }
    return [
      named, removed, Sum(name: "memfd ", bytes: totals.memfds.allocated, rank: 0),
      Sum(
        name: "orphans ", count: totals.orphans.count, bytes: totals.orphans.allocated,
        isAlarming: totals.orphans.count > 0, rank: 2),
    ]
  }

  /// What some segments come to.
  private struct Sum {
    let name: DisplayText
    var count: Int?
    let bytes: UInt64
    /// Whether it may need action.
    var isAlarming = false
    /// How hard it is to do without.
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
