internal import Canvas
internal import SafeText

/// A box over the screen with lines of text, and buttons if it asks a question.
struct Box {
  struct Line {
    let text: DisplayText
    var style = Style.dialog
    /// The line editor after the text; such a line is not wrapped.
    var input: LineEditor?
    /// The column at which rows after the first start if the text is wrapped.
    var indent = 0
    /// What a press of the mouse on it means.
    var target: ClickTarget?
    /// The parts of an entry of help.
    var name: DisplayText?
    var meaning: DisplayText?

    /// The rows of at most `width` columns that it takes.
    func wrapped(to width: Int) -> [Line] {
      guard input == nil else { return [self] }
      guard indent > 0, text.columns > width, width >= indent + Self.narrowest else {
        return text.wrapped(to: width).map { Line(text: $0, style: style, target: target) }
      }
      let rows = text.suffix(columns: text.columns - indent).wrapped(to: width - indent)
      return rows.enumerated().map { index, row in
        var text = index == 0 ? text.prefix(columns: indent) : DisplayText()
        text.pad(to: indent)
        text.append(row)
        return Line(text: text, style: style, target: target)
      }
    }

    /// Columns beside the indent that rows need at least.
    private static let narrowest = 10
  }

  /// Lines of one row each, made when they are drawn: there can be a hundred thousand.
  struct List {
    var count = 0
    var line: (Int) -> Line = { _ in Line(text: "") }
  }

  let title: DisplayText
  /// What it is about, which is in the title if there is no room for any line.
  var subject = DisplayText()
  var lines: [Line]
  /// The list below the lines.
  var list = List()
  /// Lines above the buttons that do not scroll.
  var pinned: [Line] = []
  var buttons: [(text: DisplayText, isFocused: Bool)] = []
  /// The first row that is shown.
  var top = 0
  /// The columns inside it at most.
  var widest = 72
  let charset: Charset
  /// Whether there are more rows above and below, of which its border tells; `nil` if that is known from
  /// what it has.
  var more: (above: Bool, below: Bool)?
  /// The keys that scroll up and down.
  var scrollKeys: (up: DisplayText, down: DisplayText) = ("Up", "Down")

  /// The positions of the parts of the box.
  private struct Plan {
    let wrapped: [Line]
    let box: Rectangle
    let body: Rectangle
    let pinned: Rectangle
    let pinnedLines: [Line]
    let foot: Rectangle
    let rows: Int
    let last: Int
  }

  /// The columns of the widest line; longer ones are wrapped.
  static func innerColumns(in part: Rectangle, widest: Int = 72) -> Int {
    max(1, min(part.columns - 4, widest))
  }

  private func plan(in part: Rectangle) -> Plan {
    let inner = Self.innerColumns(in: part, widest: widest)
    let wrapped = lines.flatMap { $0.wrapped(to: inner) }
    let rows = wrapped.count + list.count
    let buttonsWidth = buttons.reduce(0) { $0 + $1.text.columns + 2 }
    let below = pinned.flatMap { $0.wrapped(to: inner) }
    let hasFullWidth = list.count > 0 || (wrapped + below).contains { $0.input != nil }
    let width = (wrapped + below).reduce(
      max(title.columns + 4, buttonsWidth, hasFullWidth ? inner : 0)
    ) { max($0, $1.text.columns) }
    // If there is no room, the empty row above the buttons is left out first.
    let isTight = rows + below.count + 4 > part.rows
    let buttonRows = buttons.isEmpty ? 0 : isTight ? 1 : 2
    let box = part.centred(
      Size(columns: width + 4, rows: rows + below.count + 2 + buttonRows))
    var body = box.inset(rows: 1, columns: 2)
    let foot = body.takeBottom(min(buttonRows, max(1, body.rows - 1)))
    // At least one row scrolls.
    let pinned = body.takeBottom(min(below.count, max(0, body.rows - 1)))
    return Plan(
      wrapped: wrapped, box: box, body: body, pinned: pinned,
      pinnedLines: below.suffix(pinned.rows), foot: foot, rows: rows,
      last: max(0, rows - body.rows))
  }

  /// The first row to show after a scroll key, in a part of the screen.
  func scrolled(_ step: ListMove, in part: Rectangle) -> Int {
    let plan = plan(in: part)
    var position = ListPosition(cursor: min(top, plan.last))
    position.move(step, height: max(2, plan.body.rows), count: plan.last + 1)
    return position.cursor
  }

  /// Draws the box in the middle of `part`, as small as its lines allow.
  ///
  /// Long lines are wrapped; if there is no room for all, the buttons stay.
  func draw(in part: Rectangle, _ frame: inout Frame) {
    let plan = plan(in: part)
    let top = max(0, min(top, plan.last))
    if plan.box.bottom == frame.size.rows {
      // Beside its lower border the ends of the last line would stand, cut.
      frame.fill(
        Rectangle(row: plan.box.bottom - 1, column: 0, rows: 1, columns: frame.size.columns))
    }
    frame.fill(plan.box, style: .dialog)
    drawBorder(plan.box, hasLines: !plan.body.isEmpty, &frame)
    let body = plan.body
    let mark = Glyph.ellipsis.text(in: charset)
    for row in top..<min(plan.rows, top + body.rows) {
      let isList = row >= plan.wrapped.count
      let line = isList ? list.line(row - plan.wrapped.count) : plan.wrapped[row]
      draw(
        line, isList ? line.text.elided(to: body.columns, mark: mark) : line.text,
        row: body.row + row - top, in: body, &frame)
    }
    for (index, line) in plan.pinnedLines.enumerated() {
      draw(line, line.text, row: plan.pinned.row + index, in: plan.pinned, &frame)
    }
    let isQuestion = !buttons.isEmpty
    let more = more ?? (isQuestion && top > 0, isQuestion && top < plan.last)
    drawMore(above: more.above, below: more.below, on: plan.box, &frame)
    var column = plan.foot.column
    for (number, button) in buttons.enumerated() {
      let row = plan.foot.bottom - 1
      let end = frame.draw(
        button.text, row: row, column: column, in: plan.foot,
        style: button.isFocused ? .focusedButton : .button)
      frame.setTarget(
        .button(number), in: Rectangle(row: row, column: column, rows: 1, columns: end - column))
      column = end + 2
    }
  }

  /// Draws a line, with its line editor.
  private func draw(
    _ line: Line, _ text: DisplayText, row: Int, in part: Rectangle, _ frame: inout Frame
  ) {
    var rest = Rectangle(row: row, column: part.column, rows: 1, columns: part.columns)
    if let target = line.target { frame.setTarget(target, in: rest) }
    let end = frame.draw(text, row: row, column: rest.column, in: rest, style: line.style)
    guard let input = line.input else { return }
    rest = Rectangle(row: row, column: end, rows: 1, columns: rest.right - end)
    _ = input.draw(in: rest, &frame, style: line.style, charset: charset)
  }

  /// Shows on the border that there are more rows, and the keys that scroll to them.
  private func drawMore(
    above: Bool, below: Bool, on box: Rectangle, _ frame: inout Frame
  ) {
    guard above || below else { return }
    let (up, down) = scrollKeys
    let text: DisplayText =
      above && below
      ? " more: \(up) \(down) " : above ? " more: \(up) " : " more: \(down) "
    frame.draw(
      text, row: box.bottom - 1, column: box.right - 2 - text.columns,
      in: box.inset(rows: 0, columns: 1), style: .emphasis)
  }

  private func drawBorder(_ box: Rectangle, hasLines: Bool, _ frame: inout Frame) {
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
      " \(title(hasLines: hasLines, columns: box.columns - 4)) ", row: box.row,
      column: box.column + 1, in: box.inset(rows: 0, columns: 1), style: .emphasis)
  }

  /// The title, with the subject before its question mark if no line tells that; the subject goes last.
  private func title(hasLines: Bool, columns: Int) -> DisplayText {
    let mark = Glyph.ellipsis.text(in: charset)
    guard !hasLines, !subject.isEmpty else { return title.shortened(to: columns, mark: mark) }
    let verb = title.prefix(columns: title.columns - 1)
    let room = columns - title.columns - 1
    guard room >= min(subject.columns, Self.leastSubject) else {
      return "\(subject.elided(to: columns - 1, mark: mark))?"
    }
    return "\(verb) \(subject.elided(to: room, mark: mark))?"
  }

  /// Columns of the subject beside the rest of the title.
  private static let leastSubject = 8
}
