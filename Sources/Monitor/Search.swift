internal import Canvas
internal import Escaping
internal import Presentation

/// What is looked for in the names of segments.
struct Search: Sendable {
  var pattern: [Unicode.Scalar] = []
  /// Where the cursor was when the search began.
  var origin = 0

  /// The pattern as bytes, and whether it finds capitals too: one without capitals does.
  var wanted: (bytes: [UInt8], isFolded: Bool) {
    let text = String(String.UnicodeScalarView(pattern))
    return (Array(text.utf8), !text.contains { $0.isUppercase })
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
    let (bytes, isFolded) = search.wanted
    for distance in 0..<rows.count {
      let row = ((start + step * distance) % rows.count + rows.count) % rows.count
      if rows.labels.contains(bytes, at: rows.positions[row], isFolded: isFolded) {
        return moveCursor(to: row)
      }
    }
    notice = Notice(text: "not found", style: .warning)
  }
}
