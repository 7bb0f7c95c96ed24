import Canvas
import Monitor
import SafeText
import SystemPackage
import TestSupport
import Testing

extension MonitorHarness {
  /// Expects the screen to be as in the file of that name and of the display in Screens.
  ///
  /// In ASCII the file has no styles: they are those of UTF-8.
  func expectScreen(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let folder = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .appending("Screens")
    let file = GoldenFile(folder.appending("\(name)-\(display.testDescription).txt"))
    if let difference = try file.difference(
      from: monitor.frame.asText(withStyles: charset == .utf8))
    {
      Issue.record(Comment(rawValue: difference), sourceLocation: sourceLocation)
    }
  }
}

extension Frame {
  /// The rows as text, with an underscore where the cursor is on an empty cell.
  var linesWithCursor: [String] {
    guard let cursor, Array(self[row: cursor.row])[cursor.column].character == " " else {
      return lines
    }
    var frame = self
    frame.draw("_", row: cursor.row, column: cursor.column, in: bounds)
    return frame.lines
  }

  /// The rows as text, and below them the style of every cell as a letter, the cursor as a bar.
  func asText(withStyles: Bool) -> String {
    let text = linesWithCursor.map { $0 + "\n" }.joined()
    guard withStyles else { return text }
    let styles = (0..<size.rows).map { row in
      var letters = self[row: row].map(\.style.letter)
      if let cursor, cursor.row == row { letters[cursor.column] = "|" }
      while letters.last == " " { letters.removeLast() }
      return String(letters)
    }
    return text + (["-- styles --"] + styles).map { $0 + "\n" }.joined()
  }
}

extension Style {
  /// What stands for the style in golden screens.
  var letter: Character {
    switch self {
    case .plain: " "
    case .emphasis: "S"
    case .dim: "d"
    case .meter: "m"
    case .warning: "W"
    case .error: "E"
    case .mistake: "?"
    case .heading: "h"
    case .sortedHeading: "H"
    case .selected: "s"
    case .fresh: "+"
    case .tagged: "t"
    case .gone: "-"
    case .key: "k"
    case .dialog: "D"
    case .button: "b"
    case .focusedButton: "B"
    case .offset: "o"
    case .zeroByte: "0"
    case .printableByte: "a"
    case .spaceByte: "_"
    case .controlByte: "^"
    case .highByte: "8"
    case .freshByte: "!"
    case .fadingByte: "~"
    case .differentByte: "="
    case .editedByte: "e"
    case .doubtfulEdit: "x"
    case .matchByte: "M"
    case .byteCursor: "C"
    case .changedByteCursor: "X"
    case .otherSideCursor: "c"
    }
  }
}
