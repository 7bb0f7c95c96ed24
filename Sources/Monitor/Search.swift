internal import Canvas
internal import SafeText
internal import Presentation

/// What is looked for in the names of segments.
struct Search: Sendable {
  var line = LineEditor()
  /// Where the cursor was when the search began.
  var origin = 0
}

extension Monitor {
  mutating func startSearch() -> [Effect] {
    search = Search(origin: table.cursor)
    return show(.searchPrompt)
  }

  mutating func typeIntoSearch(_ key: Key) -> [Effect] {
    switch search.line.take(key) {
    case .accepted: return show(nil)
    case .left:
      moveCursor(to: search.origin)
      return show(nil)
    case .repaint: return [.repaint]
    case .nothing: return []
    case .edited:
      moveCursor(to: search.origin)
      find(from: search.origin, step: 1)
      return []
    }
  }

  /// Moves the cursor to the next row from `start` on whose name matches, round the end.
  mutating func find(from start: Int, step: Int) {
    let wanted = search.line.text
    guard let rows, rows.count > 0, !wanted.isEmpty else { return }
    let isFolded = !search.line.hasCapitals
    for distance in 0..<rows.count {
      let row = ((start + step * distance) % rows.count + rows.count) % rows.count
      if rows.labels.contains(wanted, at: rows.positions[row], isFolded: isFolded) {
        return moveCursor(to: row)
      }
    }
    notice = Notice(text: "not found", style: .warning)
  }
}
