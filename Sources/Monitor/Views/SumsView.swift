internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Draws where the shared memory of the host is, and what of it could go: as much of that as there
  /// is room for.
  func drawSums(_ rows: Rows, row: Int, in part: Rectangle, _ frame: inout Frame) {
    let totals = rows.totals
    var column = part.column
    if let memory = rows.snapshot.memory {
      var text: DisplayText = "Shmem "
      text.append(bytes: memory.shared, in: .human)
      text.append(words: ":")
      column = frame.draw(text, row: row, column: column, in: part) + 1
    }
    for sum in sums(totals, areHoldersKnown: rows.snapshot.survey != nil) {
      let text = sum.text(in: settings.charset)
      guard column + text.columns <= part.right else { continue }
      column =
        frame.draw(
          text, row: row, column: column, in: part, style: sum.isAlarming ? .warning : .plain) + 2
    }
  }

  private func sums(_ totals: Totals, areHoldersKnown: Bool) -> [Sum] {
    let named = Sum(name: "named ", bytes: totals.named.allocated)
    let removed = Sum(
      name: "removed but held ", bytes: totals.removed.allocated,
      isAlarming: totals.removed.count > 0)
    // Without a look at processes only the kernel's own table tells what is removed.
    guard areHoldersKnown else { return [named] + (removed.isAlarming ? [removed] : []) }
    return [
      named, removed, Sum(name: "memfd ", bytes: totals.memfds.allocated),
      Sum(
        name: "orphans ", count: totals.orphans.count, bytes: totals.orphans.allocated,
        isAlarming: totals.orphans.count > 0),
    ]
  }

  /// What some segments come to.
  private struct Sum {
    let name: DisplayText
    var count: Int?
    let bytes: UInt64
    /// Whether somebody may want to do something about it.
    var isAlarming = false

    func text(in charset: Charset) -> DisplayText {
      var text = name
      if let count { text.append(count) }
      if let count, count > 0 { text.append(words: ", ") }
      if count != 0 { text.append(bytes: bytes, in: .human) }
      if isAlarming {
        text.append(words: " ")
        text.append(.warning, in: charset)
      }
      return text
    }
  }
}
