internal import Canvas
internal import SafeText

/// The last line: a prompt, a status message, the progress of a job, or the keys that act here.
struct Footer {
  let screen: any Screen
  let overlay: (any Overlay)?
  let context: Context

  func draw(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty else { return }
    if let prompt = overlay?.prompt(context) {
      prompt.draw(in: part, &frame, charset: context.charset)
    } else if let status = context.status {
      draw(status, in: part, &frame)
    } else if overlay == nil, let progress = screen.progress(context) {
      frame.draw(
        progress.shortened(to: part.columns, mark: context.ellipsis), row: part.row, column: 0,
        in: part, style: .emphasis)
    } else {
      drawKeys(in: part, &frame)
    }
  }

  /// Draws a message in the last row; a long one also takes rows above it, up to half of the
  /// screen.
  private func draw(_ status: StatusMessage, in part: Rectangle, _ frame: inout Frame) {
    var lines = status.text.wrapped(to: part.columns)
    let most = max(1, part.row / 2)
    if lines.count > most {
      lines = Array(lines.prefix(most))
      lines[most - 1] = lines[most - 1].prefix(columns: part.columns - 1)
      lines[most - 1].append(.ellipsis, in: context.charset)
    }
    let rows = Rectangle(
      row: part.bottom - lines.count, column: part.column, rows: lines.count,
      columns: part.columns)
    frame.fill(rows)
    for (index, line) in lines.enumerated() {
      frame.draw(line, row: rows.row + index, column: rows.column, in: rows, style: status.style)
    }
  }

  private func drawKeys(in part: Rectangle, _ frame: inout Frame) {
    var column = part.column
    var part = part
    if overlay == nil { drawNote(in: &part, &frame) }
    for help in overlay?.activeKeys(context) ?? screen.activeKeys(context)
    where !help.label.isEmpty {
      guard let key = help.keys.first?.text else { continue }
      guard column + key.columns + 1 + help.label.columns <= part.right else { break }
      let start = column
      column = frame.draw(key, row: part.row, column: column, in: part, style: .key)
      column = frame.draw(help.label, row: part.row, column: column + 1, in: part) + 2
      if let key = help.keys.first {
        frame.setTarget(
          .key(key),
          in: Rectangle(row: part.row, column: start, rows: 1, columns: column - start - 2))
      }
    }
  }

  private func drawNote(in part: inout Rectangle, _ frame: inout Frame) {
    guard let note = screen.footerNote(context) else { return }
    frame.draw(
      note, row: part.row, column: max(part.column, part.right - note.columns), in: part,
      style: .tagged)
    part.columns = max(0, part.columns - note.columns - 2)
  }
}
