import Formatting
import Query
import SafeText
@testable import SharedMemory
import TestSupport
import Testing

/// The forms of a table besides the plain one.
struct TextFormTests {
  private static let names = ["it's $x", "a\"b`c\\d", "é", "tab\there"]

  private func lines(
    _ form: TextForm, _ look: TerminalLook? = nil, _ fields: [Field] = [.id, .size],
    _ names: [String] = names
  ) throws -> [String] {
    try #require(UTF8Locale.isTaken)
    let segments = names.map { Samples.posix($0, size: 2048) }
    let table = TextTable(fields: fields, form: form)
    let positions = Array(segments.indices)
    let bytes =
      look.map { table.bytes(of: segments, at: positions, Samples.format, $0) }
      ?? table.bytes(of: segments, at: positions, Samples.format(.exact))
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func `export escapes what a shell would read in double quotes`() throws {
    #expect(
      try lines(.export) == [
        #"ID="posix:/it's \x24x" SIZE="2048""#, #"ID="posix:/a\x22b\x60c\x5c\x5cd" SIZE="2048""#,
        #"ID="posix:/\xc3\xa9" SIZE="2048""#, #"ID="posix:/tab\x5cthere" SIZE="2048""#,
      ])
  }

  @Test func `shell has single quotes`() throws {
    #expect(
      try lines(.shell) == [
        #"ID='posix:/it'\''s $x' SIZE='2048'"#, #"ID='posix:/a"b`c\\d' SIZE='2048'"#,
        #"ID='posix:/é' SIZE='2048'"#, #"ID='posix:/tab\there' SIZE='2048'"#,
      ])
  }

  @Test(arguments: 1...60)
  func `on a terminal no line is wider than it, and what is missing has a mark`(
    _ width: Int
  ) throws {
    let long = ["a-very-long-name-that-goes-on-and-on-1", "a-very-long-name-that-goes-on-and-on-2"]
    let fields: [Field] = [.id, .size, .owner, .age]
    let lines = try lines(.aligned, TerminalLook(columns: width, hasColors: false), fields, long)
    #expect(lines.count == 3)
    for line in lines {
      #expect(line.count <= max(width, 12 + 3), "\(line)")
      if line.contains("long") { #expect(width > 59 || line.contains("…"), "\(line)") }
    }
    if width >= 35 { #expect(lines[1].hasSuffix("5m") && lines[1] != lines[2], "\(lines)") }
    if width < 30 { #expect(lines.allSatisfy { $0.hasSuffix("…") || $0.count == 12 }, "\(lines)") }
  }

  @Test func `a column that is left out leaves its room to the others`() throws {
    let long = ["a-very-long-name-that-goes-on-and-on-1"]
    let look = TerminalLook(columns: 40, hasColors: false)
    let lines = try lines(.aligned, look, [.id, .size, .holders, .label, .kind], long)
    #expect(lines[0].hasSuffix("SIZE  HOLDERS  …") && lines[0].count == 40, "\(lines)")
  }

  @Test func `the list has the columns of the monitor's table, in their order`() {
    let names = Field.defaults.map(\.name.string)
    #expect(names.first == "NAME" && names.last == "HOLDERS")
    #expect(Field.monitor.filter { Field.defaults.contains($0) } == Field.defaults)
    #expect(!Field.defaults.contains(.id))
  }

  @Test func `a terminal that is wide enough shows what a file gets`() throws {
    let wide = try lines(.aligned, TerminalLook(columns: 200, hasColors: false))
    let plain = try lines(.aligned, TerminalLook(columns: nil, hasColors: false))
    #expect(wide == plain)
    #expect(wide[0] == "ID                SIZE")
  }

  @Test func `colours are around words, and leave the columns as they are`() throws {
    var segment = Samples.posix("x")
    segment.verdict = Verdict(.orphan, [])
    let table = TextTable(fields: [.id, .state, .kind])
    let look = TerminalLook(columns: nil, hasColors: true)
    let text = String(
      decoding: table.bytes(of: [segment], at: [0], Samples.format, look), as: UTF8.self)
    #expect(text.contains("  \u{1b}[1;38;5;131morphan\u{1b}[0m  posix\n"), "\(text)")
    #expect(text.hasPrefix("\u{1b}[1mID\u{1b}[0m        \u{1b}[1mSTATE\u{1b}[0m   "), "\(text)")
  }
}
