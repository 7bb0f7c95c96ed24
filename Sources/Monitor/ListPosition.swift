/// Where one is in a list of rows.
struct ListPosition: Sendable {
  /// The selected row.
  var cursor = 0
  /// The first row on the screen.
  var top = 0

  /// Moves as a command says, in a list of so many rows with so many of them on the screen.
  mutating func move(_ command: Command, height: Int, count: Int) {
    let page = max(1, height - 1)
    switch command {
    case .up: cursor -= 1
    case .down: cursor += 1
    case .pageUp: cursor -= page
    case .pageDown: cursor += page
    case .top: cursor = 0
    case .bottom: cursor = count - 1
    default: break
    }
    keepOnScreen(height: height, count: count)
  }

  /// Puts the cursor on a row that there is, and that among those on the screen.
  mutating func keepOnScreen(height: Int, count: Int) {
    cursor = max(0, min(cursor, count - 1))
    guard height > 0 else { return }
    top = min(top, cursor)
    top = max(top, cursor - height + 1)
    top = max(0, min(top, count - height))
  }

  /// The rows that a screen of so many has room for.
  func visible(height: Int, count: Int) -> Range<Int> {
    let first = max(0, min(top, count))
    return first..<max(first, min(count, first + height))
  }
}
