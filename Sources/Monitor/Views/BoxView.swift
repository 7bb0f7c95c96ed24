internal import Canvas
internal import Escaping

/// A box over the screen with lines of text in it, and buttons where it asks something.
struct BoxView {
  struct Line {
    let text: DisplayText
    var style = Style.dialog
  }

  let title: DisplayText
  var lines: [Line]
  var buttons: [(text: DisplayText, isFocused: Bool)] = []
  let charset: Charset

  /// Draws the box in the middle of `part`, as small as its lines allow.
  ///
  /// Long lines are wrapped; where there is no room for all, the buttons stay.
  func draw(in part: Rectangle, _ frame: inout Frame) {
    let inner = max(1, min(part.columns - 4, 72))
    let wrapped = lines.flatMap { line in
      line.text.wrapped(to: inner).map { Line(text: $0, style: line.style) }
    }
    let buttonsWidth = buttons.reduce(0) { $0 + $1.text.columns + 2 }
    let width = wrapped.reduce(max(title.columns + 4, buttonsWidth)) { max($0, $1.text.columns) }
    let buttonRows = buttons.isEmpty ? 0 : 2
    let box = part.centred(
      Size(columns: width + 4, rows: wrapped.count + 2 + buttonRows))
    frame.fill(box, style: .dialog)
    drawBorder(box, &frame)
    var body = box.inset(rows: 1, columns: 2)
    let foot = body.takeBottom(min(buttonRows, max(1, body.rows - 1)))
    for (offset, line) in wrapped.prefix(body.rows).enumerated() {
      frame.draw(
        line.text, row: body.row + offset, column: body.column, in: body, style: line.style)
    }
    var column = foot.column
    for button in buttons {
      column =
        frame.draw(
          button.text, row: foot.bottom - 1, column: column, in: foot,
          style: button.isFocused ? .focusedButton : .button) + 2
    }
  }

  private func drawBorder(_ box: Rectangle, _ frame: inout Frame) {
    guard box.rows >= 2, box.columns >= 2 else { return }
    for (row, left, right) in [
      (box.row, Glyph.topLeft, Glyph.topRight),
      (box.bottom - 1, Glyph.bottomLeft, Glyph.bottomRight),
    ] {
      var line = left.text(in: charset)
      line.append(.horizontal, in: charset, count: box.columns - 2)
      line.append(right, in: charset)
      frame.draw(line, row: row, column: box.column, in: box, style: .dialog)
    }
    for row in (box.row + 1)..<max(box.row + 1, box.bottom - 1) {
      let side = Glyph.vertical.text(in: charset)
      frame.draw(side, row: row, column: box.column, in: box, style: .dialog)
      frame.draw(side, row: row, column: box.right - 1, in: box, style: .dialog)
    }
    frame.draw(
      " \(title) ", row: box.row, column: box.column + 1,
      in: box.inset(rows: 0, columns: 1), style: .strong)
  }
}
