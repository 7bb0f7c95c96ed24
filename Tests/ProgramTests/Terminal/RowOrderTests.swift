internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The order of the rows", .needsTmux, .waits) struct RowOrderTests {
  @Test func `moves to the next column with < and >, and is reversed with I`() throws {
    let base = Unique.name()
    let small = try TestSegment("\(base)a", size: 1 << 57)
    defer { small.remove() }
    let large = try TestSegment("\(base)b", size: 1 << 58)
    defer { large.remove() }
    let terminal = try Tmux.monitor(columns: 200, rows: 300, "--sort", "name")
    defer { terminal.end() }
    try terminal.select(small.name)
    // The details beside the table show the name too.
    try terminal.press("v")
    try terminal.wait(for: "the order of names") { $0.has(small.name, above: large.name) }
    while let column = try terminal.sortedColumn(), column != "SIZE" {
      try terminal.press(">")
      try terminal.wait(for: "the next column") { $0.sortedColumn.map { $0 != column } == true }
    }
    try terminal.wait(for: "the order of sizes") { $0.has(large.name, above: small.name) }
    try terminal.press("I")
    try terminal.wait(for: "the other way round") { $0.has(small.name, above: large.name) }
    try terminal.press("I")
    try terminal.wait(for: "the first way round") { $0.has(large.name, above: small.name) }
    try terminal.press("<")
    try terminal.wait(for: "the column before") { $0.sortedColumn.map { $0 != "SIZE" } == true }
  }

  @Test func `is chosen in a menu`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let terminal = try Tmux.monitor(columns: 200, rows: 300, "--sort", "name")
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("s")
    try terminal.wait(for: "the menu") { $0.shows("Sort") }
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { !$0.shows("Sort") && $0.sortedColumn == "NAME" }
    try terminal.press("s")
    try terminal.wait(for: "the menu") { $0.shows("Sort") }
    try terminal.press("End", "Enter")
    try terminal.wait(for: "another column") { screen in
      !screen.shows("Sort") && screen.sortedColumn.map { $0 != "NAME" } == true
    }
    #expect(try terminal.wait(for: "the row") { $0.marks(file.name) }.shows(file.name))
  }

  @Test func `is explained in the help`() throws {
    let terminal = try Tmux.monitor(columns: 120, rows: 60)
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.press("?")
    try terminal.wait(for: "the help") { $0.shows("PgUp") && $0.shows("sort") }
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { !$0.shows("PgUp") && $0.shows("NAME") }
  }
}

extension Tmux {
  fileprivate func sortedColumn() throws -> String? {
    try wait(for: "a sorted column") { $0.sortedColumn != nil }.sortedColumn
  }
}

extension Screen {
  /// Whether the first row with one text is above the first with another.
  fileprivate func has(_ upper: String, above lower: String) -> Bool {
    guard let upper = row(of: upper), let lower = row(of: lower) else { return false }
    return upper < lower
  }

  /// The heading with a mark behind it.
  fileprivate var sortedColumn: String? {
    let headings = lines.first { $0.text.contains("NAME") && $0.text.contains("SIZE") }
    let words = headings?.text.split(separator: " ") ?? []
    return words.first { $0.last?.isLetter == false && $0.count > 1 }.map { String($0.dropLast()) }
  }
}
