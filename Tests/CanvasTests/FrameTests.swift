import Canvas
import SafeText
import Glibc
import Testing

struct FrameTests {
  /// Wide characters are wide only in a locale that knows them.
  private static let hasUTF8 = setlocale(LC_CTYPE, "C.UTF-8") != nil

  private func frame(_ columns: Int, _ rows: Int) -> Frame {
    Frame(Size(columns: columns, rows: rows))
  }

  @Test func `text is drawn at its position`() {
    var frame = frame(10, 3)
    let end = frame.draw("abc", row: 1, column: 2, in: frame.bounds)
    #expect(end == 5)
    #expect(frame.lines == ["", "  abc", ""])
  }

  @Test func `text outside the part is not drawn`() {
    var frame = frame(8, 2)
    let part = Rectangle(row: 0, column: 2, rows: 1, columns: 3)
    frame.draw("abcdefgh", row: 0, column: 0, in: part)
    frame.draw("xyz", row: 1, column: 2, in: part)
    #expect(frame.lines == ["  cde", ""])
  }

  @Test(arguments: [(-1, 0), (0, -5), (5, 0), (0, 99)])
  func `drawing beyond the edges draws nothing and does not crash`(row: Int, column: Int) {
    var frame = frame(4, 2)
    frame.draw("ab", row: row, column: column, in: frame.bounds)
    frame.fill(Rectangle(row: -3, column: -3, rows: 99, columns: 2), style: .emphasis)
    #expect(frame.lines == ["", ""])
  }

  @Test func `a wide character takes two cells`() throws {
    try #require(Self.hasUTF8)
    var frame = frame(6, 1)
    let end = frame.draw(
      DisplayText(escaping: "a語b".utf8, in: .utf8), row: 0, column: 0, in: frame.bounds)
    #expect(end == 4)
    #expect(frame.lines == ["a語b"])
    #expect(frame[row: 0].map(\.character) == ["a", "語", nil, "b", " ", " "])
  }

  @Test func `a wide character that does not fit is not drawn`() throws {
    try #require(Self.hasUTF8)
    var frame = frame(2, 1)
    frame.draw(DisplayText(escaping: "a語".utf8, in: .utf8), row: 0, column: 0, in: frame.bounds)
    #expect(frame.lines == ["a"])
  }

  @Test func `half of an overwritten wide character becomes a space`() throws {
    try #require(Self.hasUTF8)
    let wide = DisplayText(escaping: "語".utf8, in: .utf8)
    var right = frame(3, 1)
    right.draw(wide, row: 0, column: 0, in: right.bounds)
    right.draw("x", row: 0, column: 1, in: right.bounds)
    #expect(right.lines == [" x"])
    var left = frame(3, 1)
    left.draw(wide, row: 0, column: 0, in: left.bounds)
    left.draw("x", row: 0, column: 0, in: left.bounds)
    #expect(left.lines == ["x"])
  }

  @Test func `combining marks stay with their character`() {
    var frame = frame(4, 1)
    frame.draw(
      DisplayText(escaping: "e\u{301}x".utf8, in: .utf8), row: 0, column: 0, in: frame.bounds)
    #expect(frame[row: 0].first?.marks == ["\u{301}"])
    #expect(frame.lines == ["e\u{301}x"])
  }

  @Test func `restyling keeps the characters`() {
    var frame = frame(3, 2)
    frame.draw("abc", row: 1, column: 0, in: frame.bounds, style: .dim)
    frame.restyle(Rectangle(row: 1, column: 1, rows: 1, columns: 1), .selected)
    #expect(frame.lines == ["", "abc"])
    #expect(frame[row: 1].map(\.style) == [.dim, .selected, .dim])
  }

  @Test(arguments: ["abc", "a語b", "e\u{301}x", "語e\u{301}\u{302}"], [-3, -1, 0, 1, 2, 4])
  func `a prepared text looks like the text`(text: String, column: Int) {
    let text = DisplayText(escaping: text.utf8, in: .utf8)
    var (drawn, stamped) = (frame(6, 2), frame(6, 2))
    let part = Rectangle(row: 0, column: 1, rows: 1, columns: 4)
    for row in 0..<2 {
      drawn.draw(text, row: row, column: column, in: part, style: .emphasis)
      stamped.draw(PreparedText(text), row: row, column: column, in: part, style: .emphasis)
    }
    #expect(stamped == drawn)
    #expect(stamped.lines[1].isEmpty)
  }

  @Test func `only a row that was drawn on differs`() {
    let blank = frame(3, 2)
    var drawn = blank
    drawn.restyle(Rectangle(row: 1, column: 2, rows: 1, columns: 1), .dim)
    #expect(drawn.hasSameRow(0, as: blank))
    #expect(!drawn.hasSameRow(1, as: blank))
  }

  @Test func `a cell has room for the marks of safe text`() {
    var frame = frame(2, 1)
    frame.draw(
      DisplayText(escaping: "e\u{301}\u{302}".utf8, in: .utf8), row: 0, column: 0,
      in: frame.bounds)
    #expect(frame[row: 0].first?.marks == ["\u{301}", "\u{302}"])
  }
}
