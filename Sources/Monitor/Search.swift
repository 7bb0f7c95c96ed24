internal import Canvas
internal import Escaping
internal import Presentation

/// What is looked for in the names of segments.
struct Search: Sendable {
  var pattern: [Unicode.Scalar] = []
  /// Where the cursor was when the search began.
  var origin = 0

  /// Whether an escaped name holds the pattern; a pattern without capitals finds them too.
  func matches(_ label: DisplayText) -> Bool {
    let wanted = String(String.UnicodeScalarView(pattern))
    let isExact = wanted.contains { $0.isUppercase }
    let text = isExact ? label.string : label.string.lowercased()
    return !wanted.isEmpty && text.contains(wanted)
  }
}

extension Monitor {
  mutating func startSearch() -> [Effect] {
    search = Search(origin: table.cursor)
    return show(.searchPrompt)
  }

  mutating func typeIntoSearch(_ key: Key) -> [Effect] {
    switch key {
    case .enter: return show(nil)
    case .escape:
      moveCursor(to: search.origin)
      return show(nil)
    case .backspace:
      if search.pattern.popLast() == nil { return show(nil) }
    case .control("u"): search.pattern = []
    case .control("l"): return [.repaint]
    case .character(let scalar): search.pattern.append(scalar)
    default: return []
    }
    moveCursor(to: search.origin)
    find(from: search.origin, step: 1)
    return []
  }

  /// Moves the cursor to the next row from `start` on whose name matches, round the end.
  mutating func find(from start: Int, step: Int) {
    guard let rows, rows.count > 0, !search.pattern.isEmpty else { return }
    var label = DisplayText()
    for distance in 0..<rows.count {
      let row = ((start + step * distance) % rows.count + rows.count) % rows.count
      label.removeAll()
      label.append(labelOf: rows[row], in: settings.charset)
      if search.matches(label) { return moveCursor(to: row) }
    }
    notice = Notice(text: "not found", style: .warning)
  }
}
