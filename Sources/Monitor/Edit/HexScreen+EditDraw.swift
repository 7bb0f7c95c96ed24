internal import Canvas
internal import Formatting
internal import SafeText

/// How edited bytes look, and what the screen says about them.
extension HexScreen {
  /// The style of a byte that was typed; `nil` for others.
  func editStyle(at offset: UInt64) -> Style? {
    guard let edit = editing?.edits[offset] else { return nil }
    return edit.hasChangedBelow ? .doubtfulEdit : .editedByte
  }

  /// Draws how many bytes were typed, and the position of the cursor.
  func drawEditStatus(_ editing: Editing, in part: Rectangle, _ frame: inout Frame) {
    let gap = 2
    let choices = editing.texts.flatMap { text in cursorPositions.map { (text, $0) } }
    let choice =
      choices.first { $0.columns + gap + $1.columns <= part.columns }
      ?? (editing.texts.last ?? "", "")
    frame.draw(
      choice.0, row: part.row, column: 0, in: part,
      style: editing.edits.changedBelow > 0 ? .warning : .emphasis)
    frame.draw(choice.1, row: part.row, column: part.right - choice.1.columns, in: part)
  }

  /// Puts the terminal's cursor where the next character is typed.
  func showEditCursor(
    _ grid: HexGrid, row: Int, from start: UInt64, in part: Rectangle, _ frame: inout Frame
  ) {
    guard let editing, cursor >= start, cursor - start < UInt64(grid.bytesPerRow) else { return }
    let index = Int(cursor - start)
    let column =
      side == .hex
      ? grid.column(ofByte: index) + (editing.edits.isLow(at: cursor) ? 1 : 0)
      : grid.textColumn + index
    frame.showCursor(at: Position(row: row, column: column), in: part)
  }

  /// What help says about typing.
  static let editHelp = [
    Box.Line(entry: "0 - f", "on the hex side: half of the byte at the cursor"),
    Box.Line(entry: "text", "on the text side: bytes, in UTF-8"),
    Box.Line(entry: "reversed", "typed, not written yet"),
    Box.Line(
      entry: "also bold",
      "the segment's byte has changed since you typed (the cursor is bold too)"),
  ]
}

extension Editing {
  /// How many bytes were typed, the longest text first.
  fileprivate var texts: [DisplayText] {
    let (count, below) = (edits.count, edits.changedBelow)
    if isWriting { return ["writing \(counted: count, "byte")", "writing"] }
    if count == 0 { return ["editing: no unwritten bytes", "editing"] }
    let all: DisplayText = "editing: \(counted: count, "byte") not written"
    let short: [DisplayText] = ["\(count) not written", "\(count) typed", "\(count)"]
    if below == 0 { return [all] + short }
    return [
      "\(all); \(below) of them \(below == 1 ? "has" : "have") changed in the segment",
      "\(count) typed, \(below) changed in memory",
    ] + short
  }
}
