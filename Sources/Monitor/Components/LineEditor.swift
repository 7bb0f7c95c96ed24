internal import Canvas
internal import Query
internal import SafeText

/// A line of text that is being typed, with a cursor and the keys of readline(3).
struct LineEditor: Sendable {
  /// Bytes, because a filter from the command line need not be UTF-8.
  private(set) var text: [UInt8]
  /// The byte offset of the character at the cursor; `text.count` after the last.
  private(set) var cursor: Int
  /// The error of the text, until the next key.
  var problem: DisplayText?
  /// The part of the text that the error is about, while there is one.
  var mistake: Mistake?
  /// The entry of the history that is shown, and the line that was typed before.
  private var recalled: (index: Int, draft: [UInt8])?

  init(text: [UInt8] = []) {
    self.text = text
    cursor = text.count
  }

  /// The part of a text that is wrong.
  struct Mistake: Sendable {
    /// Its bytes; empty where something is missing.
    let range: Range<Int>
    /// Whether the user is still typing, and has not pressed Enter.
    let isBeingTyped: Bool
  }

  /// The result of a key.
  enum Outcome {
    /// The text changed.
    case edited
    /// The cursor moved, or nothing happened.
    case unchanged
    case accepted, left, repaint
  }

  mutating func press(_ key: Key, _ history: History = History()) -> Outcome {
    problem = nil
    mistake = nil
    let before = text
    switch key {
    case .enter: return .accepted
    case .escape: return .left
    case .backspace where text.isEmpty: return .left
    case .control("l"): return .repaint
    case .left, .control("b"): cursor = previous
    case .right, .control("f"): cursor = next
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .up: recall(-1, from: history)
    case .down: recall(1, from: history)
    case .backspace: delete(previous..<cursor)
    case .delete, .control("d"): delete(cursor..<next)
    case .control("k"): delete(cursor..<text.count)
    case .control("u"): delete(0..<cursor)
    case .control("w"): delete(startOfWord..<cursor)
    case .character(let scalar): insert(Array(String(scalar).utf8))
    default: break
    }
    return text == before ? .unchanged : .edited
  }

  /// Whether it has capitals; a search for a text without capitals finds both cases.
  var hasCapitals: Bool { text.hasCapitals }

  private mutating func insert(_ bytes: [UInt8]) {
    recalled = nil
    text.insert(contentsOf: bytes, at: cursor)
    cursor += bytes.count
  }

  private mutating func delete(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    recalled = nil
    text.removeSubrange(range)
    cursor = range.lowerBound
  }

  /// Shows an older or newer entry of the history; after the newest comes the line that was typed.
  private mutating func recall(_ step: Int, from history: History) {
    let entries = history.entries
    // The newest entry can already be there.
    let isNewest = recalled == nil && step < 0 && entries.last == text
    let index = (recalled?.index ?? entries.count - (isNewest ? 1 : 0)) + step
    guard index >= 0, index <= entries.count else { return }
    let draft = recalled?.draft ?? text
    let isDraft = index == entries.count
    text = isDraft ? draft : entries[index]
    cursor = text.count
    recalled = isDraft ? nil : (index, draft)
  }

  /// The start of the character before the cursor.
  private var previous: Int {
    DisplayText.characterStarts(in: text).last { $0 < cursor } ?? 0
  }

  /// The start of the character after the one at the cursor.
  private var next: Int {
    DisplayText.characterStarts(in: text).first { $0 > cursor } ?? text.count
  }

  /// The start of the word before the cursor, as ^W in a terminal deletes it.
  private var startOfWord: Int {
    let space = UInt8(ascii: " ")
    guard let end = text[..<cursor].lastIndex(where: { $0 != space }) else { return 0 }
    return text[..<end].lastIndex(of: space).map { $0 + 1 } ?? 0
  }
}

extension LineEditor {
  /// Draws the text in the first row of `part`, scrolled so that the cursor is visible.
  ///
  /// Returns the column after the text and the cursor.
  func draw(
    in part: Rectangle, _ frame: inout Frame, style: Style = .plain, charset: Charset
  ) -> Int {
    let shown = DisplayText(typed: text, in: charset)
    let position = DisplayText(typed: Array(text[..<cursor]), in: charset).columns
    // The cursor stays in the left two thirds of the part while there is more text on the right.
    let hidden = max(
      0, min(position - part.columns * 2 / 3, shown.columns + 1 - part.columns))
    let start = part.column - hidden
    let end = frame.draw(shown, row: part.row, column: start, in: part, style: style)
    if let range = mistake?.range {
      let places = [range.lowerBound, range.upperBound].map {
        start + DisplayText(typed: Array(text[..<min($0, text.count)]), in: charset).columns
      }
      let first = max(part.column, places[0])
      let columns = min(part.right, max(places[1], places[0] + 1)) - first
      if columns > 0 {
        frame.restyle(
          Rectangle(row: part.row, column: first, rows: 1, columns: columns), .mistake)
      }
    }
    frame.showCursor(at: Position(row: part.row, column: start + position), in: part)
    return min(part.right, end + 1)
  }
}

extension [UInt8] {
  /// Whether a text has capitals.
  var hasCapitals: Bool { String(decoding: self, as: UTF8.self).contains { $0.isUppercase } }
}
