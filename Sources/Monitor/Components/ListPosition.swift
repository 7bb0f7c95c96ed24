/// A step in a list of rows.
enum ListMove: Sendable {
  case up, down, pageUp, pageDown, top, bottom
}

/// The selected row of a list and the part of it that is on the screen.
struct ListPosition: Sendable {
  /// The selected row.
  var cursor = 0
  /// The first row on the screen.
  var top = 0

  /// Moves in a list of `count` rows, of which `height` are on the screen.
  mutating func move(_ step: ListMove, height: Int, count: Int) {
    let page = max(1, height - 1)
    switch step {
    case .up: cursor -= 1
    case .down: cursor += 1
    case .pageUp: cursor -= page
    case .pageDown: cursor += page
    case .top: cursor = 0
    case .bottom: cursor = count - 1
    }
    keepOnScreen(height: height, count: count)
  }

  /// Clamps the cursor to the list, and scrolls to it.
  mutating func keepOnScreen(height: Int, count: Int) {
    cursor = max(0, min(cursor, count - 1))
    guard height > 0 else { return }
    top = min(top, cursor)
    top = max(top, cursor - height + 1)
    top = max(0, min(top, count - height))
  }

  /// The rows that are on a screen of this height.
  func visible(height: Int, count: Int) -> Range<Int> {
    let first = max(0, min(top, count))
    return first..<max(first, min(count, first + height))
  }
}
