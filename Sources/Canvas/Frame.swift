package import SafeText

/// A screen as a value: a grid of cells to draw on.
///
/// Drawing outside the grid is not an error; that part is clipped.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// The cell of the terminal's cursor; `nil` if it is hidden.
  package private(set) var cursor: Position?
  private var cells: [Cell]
  /// What a press of the mouse means, the topmost last.
  private var targets: [Target] = []

  /// A part of the screen on which a press of the mouse means something.
  private struct Target: Hashable {
    let part: Rectangle
    let meaning: ClickTarget
  }

  /// An empty screen.
  package init(_ size: Size) {
    self.size = Size(columns: max(0, size.columns), rows: max(0, size.rows))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  /// The whole screen.
  package var bounds: Rectangle {
    Rectangle(row: 0, column: 0, rows: size.rows, columns: size.columns)
  }

  /// The cells of a row.
  package subscript(row row: Int) -> ArraySlice<Cell> {
    cells[(row * size.columns)..<((row + 1) * size.columns)]
  }

  /// Whether a row looks the same in another frame of the same size.
  package func hasSameRow(_ row: Int, as other: Frame) -> Bool {
    self[row: row] == other[row: row]
  }

  /// Lets a press of the mouse on a part mean something.
  package mutating func setTarget(_ target: ClickTarget, in part: Rectangle) {
    targets.append(Target(part: part, meaning: target))
  }

  /// Lets no press mean anything, as something else is drawn over all.
  package mutating func removeTargets() { targets = [] }

  /// What a press at a position means; `nil` if it means nothing.
  package func target(at position: Position) -> ClickTarget? {
    targets.last { $0.part.contains(position) }?.meaning
  }

  /// Whether a press at a position means the same in another frame, and its row has the same text there.
  package func isSame(as other: Frame, at position: Position) -> Bool {
    guard size == other.size, target(at: position) == other.target(at: position),
      (0..<size.rows).contains(position.row)
    else { return false }
    return self[row: position.row].elementsEqual(other[row: position.row]) {
      ($0.character, $0.firstMark, $0.secondMark) == ($1.character, $1.firstMark, $1.secondMark)
    }
  }

  /// Draws text in one row, clipped to `part`; returns the column after it.
  ///
  /// A wide character that would be clipped is not drawn.
  @discardableResult
  package mutating func draw(
    _ text: DisplayText, row: Int, column: Int, in part: Rectangle, style: Style = .plain
  ) -> Int {
    let part = part.clamped(to: bounds)
    guard (part.row..<part.bottom).contains(row) else { return column + text.columns }
    var column = column
    let isASCII = text.columns == text.utf8.count
    if isASCII {
      for byte in text.utf8 {
        if (part.column..<part.right).contains(column) {
          put(Cell(Unicode.Scalar(byte), style: style), row, column)
        }
        column += 1
      }
    } else {
      for scalar in text.string.unicodeScalars {
        column = draw(PreparedText.Part(scalar), row: row, column: column, in: part, style: style)
      }
    }
    return column
  }

  /// Draws a prepared text, like ``draw(_:row:column:in:style:)`` does.
  package mutating func draw(
    _ text: PreparedText, row: Int, column: Int, in part: Rectangle, style: Style
  ) {
    let part = part.clamped(to: bounds)
    guard (part.row..<part.bottom).contains(row) else { return }
    var column = column
    for piece in text.parts {
      column = draw(piece, row: row, column: column, in: part, style: style)
    }
  }

  /// Shows the terminal's cursor in a cell, if that is in `part` and on the screen.
  package mutating func showCursor(at position: Position, in part: Rectangle) {
    if part.clamped(to: bounds).contains(position) { cursor = position }
  }

  /// Hides the terminal's cursor, as something else is drawn over all.
  package mutating func hideCursor() { cursor = nil }

  /// Fills a part with blanks of a style.
  package mutating func fill(_ part: Rectangle, style: Style = .plain) {
    let part = part.clamped(to: bounds)
    for row in part.row..<part.bottom {
      for column in part.column..<part.right { put(Cell(style: style), row, column) }
    }
  }

  /// Changes the style of the cells in a part, and keeps their characters.
  package mutating func restyle(_ part: Rectangle, _ style: Style) {
    let part = part.clamped(to: bounds)
    for row in part.row..<part.bottom {
      for column in part.column..<part.right { cells[row * size.columns + column].style = style }
    }
  }

  /// The rows as text, without trailing spaces.
  package var lines: [String] {
    (0..<size.rows).map { row in
      var line = String.UnicodeScalarView()
      for cell in self[row: row] {
        guard let character = cell.character else { continue }
        line.append(character)
        if let mark = cell.firstMark { line.append(mark) }
        if let mark = cell.secondMark { line.append(mark) }
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  private mutating func draw(
    _ piece: PreparedText.Part, row: Int, column: Int, in part: Rectangle, style: Style
  ) -> Int {
    let width = piece.columns
    guard width > 0 else {
      addMark(piece.scalar, row: row, before: column, in: part)
      return column
    }
    guard column >= part.column, column + width <= part.right else { return column + width }
    put(Cell(piece.scalar, style: style), row, column)
    if width == 2 { put(Cell(nil, style: style), row, column + 1) }
    return column + width
  }

  private mutating func addMark(
    _ mark: Unicode.Scalar, row: Int, before column: Int, in part: Rectangle
  ) {
    var place = column - 1
    while place > part.column,
      cells[row * size.columns + min(place, part.right - 1)].character == nil
    {
      place -= 1
    }
    guard (part.column..<part.right).contains(place) else { return }
    cells[row * size.columns + place].add(mark)
  }

  /// Sets a cell; if it overwrites half of a wide character, the other half becomes a space.
  private mutating func put(_ cell: Cell, _ row: Int, _ column: Int) {
    let index = row * size.columns + column
    if cell.character != nil, cells[index].character == nil, column > 0 {
      cells[index - 1] = Cell(style: cells[index - 1].style)
    }
    if column + 1 < size.columns, cells[index + 1].character == nil {
      cells[index + 1].character = " "
    }
    cells[index] = cell
  }
}

extension Rectangle {
  /// The intersection of this rectangle with another.
  func clamped(to other: Rectangle) -> Rectangle {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rectangle(
      row: top, column: left, rows: min(bottom, other.bottom) - top,
      columns: min(right, other.right) - left)
  }
}
