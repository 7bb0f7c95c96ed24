internal import Canvas
internal import SafeText

/// A list in a box, of which one row is selected.
protocol Menu: Overlay {
  /// The selected row.
  var cursor: Int { get set }

  func title(_ context: Context) -> DisplayText

  func rowCount(_ context: Context) -> Int

  /// The text of a row.
  func text(ofRow row: Int, _ context: Context) -> DisplayText

  /// The row of the choice that holds now; `nil` if the menu makes no such choice.
  func currentRow(_ context: Context) -> Int?
}

extension Menu {
  func currentRow(_ context: Context) -> Int? { nil }
}

extension Menu {
  /// Selects a row and presses Enter.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    cursor = row
    press(.enter, &context)
  }

  /// The rows that fit into a part of the screen.
  private static func height(_ part: Rectangle) -> Int { max(1, part.rows - 2) }

  fileprivate mutating func move(_ step: ListMove, _ context: Context) {
    var position = ListPosition(cursor: cursor)
    position.move(
      step, height: Self.height(Layout(size: context.size).body), count: rowCount(context))
    cursor = position.cursor
  }

  /// Draws the rows that fit, with the selected one in the middle if there are more.
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let part = layout.body
    let (height, count) = (Self.height(part), rowCount(context))
    let current = currentRow(context)
    let top = max(0, min(cursor - height / 2, count - height))
    let lines = (top..<min(count, top + height)).map { row in
      var text: DisplayText = row == cursor ? "> " : "  "
      if let current { text.append(literal: row == current ? "* " : "  ") }
      text.append(self.text(ofRow: row, context))
      return Box.Line(
        text: text.shortened(to: Box.innerColumns(in: part), mark: context.ellipsis),
        style: row == cursor ? .selected : .dialog, target: .row(row))
    }
    var box = Box(title: title(context), lines: lines, charset: context.charset)
    box.more = (top > 0, top + height < count)
    box.scrollKeys = (context.key(of: .up), context.key(of: .down))
    box.draw(in: part, &frame)
  }
}

extension KeyBinding where Target: Menu {
  /// The keys that select another row.
  static var selecting: [KeyBinding] {
    KeyBinding.moving { step, menu, context in menu.move(step, context) }
  }
}
