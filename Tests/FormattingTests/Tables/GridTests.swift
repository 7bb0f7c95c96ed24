import SafeText
import Formatting
import Testing

/// Small tables of texts.
struct GridTests {
  private var grid: Grid {
    Grid(
      columns: [
        ColumnLayout("PID", .right, rank: 0, minimumWidth: 5),
        ColumnLayout("COMMAND", rank: 1, minimumWidth: 8, isElastic: true),
        ColumnLayout("FREES", .right, rank: 2), ColumnLayout("NOTE", rank: 3),
      ],
      rows: [["1", "init", "0", "ok"], ["28085", "a-long-command", "1.02G", "x"]])
  }

  private func lines(_ room: Int, mark: DisplayText? = "~") -> [String] {
    let places = grid.places(in: room)
    return [grid.headings(at: places).string]
      + grid.rows.indices.map { grid.line($0, at: places, mark: mark).string }
  }

  @Test func `columns are aligned and as wide as their values`() {
    #expect(
      lines(80) == [
        "  PID COMMAND        FREES NOTE",
        "    1 init               0 ok",
        "28085 a-long-command 1.02G x",
      ])
  }

  @Test func `columns of the highest rank are left out first, after elastic columns have shrunk`() {
    #expect(lines(26)[2] == "28085 a-lo~mand 1.02G x")
    #expect(lines(20)[2] == "28085 a-lo~and 1.02G")
    #expect(lines(19)[2] == "28085 a-long~ommand")
    #expect(lines(1)[2] == "28085")
  }

  @Test func `a very long value makes only its own line longer`() {
    var grid = grid
    grid.rows.append([
      "2", DisplayText(escaping: [UInt8](repeating: 0x61, count: 300), in: .utf8), "1", "y",
    ])
    let places = grid.places(in: .max / 2)
    #expect(places[1].width == 64)
    #expect(grid.line(2, at: places).columns == 5 + 1 + 300 + 1 + 5 + 1 + 1)
  }

  @Test(arguments: 0..<60)
  func `a line is never wider than the room for it`(room: Int) {
    let places = grid.places(in: room)
    guard room >= 5 else { return }
    for row in grid.rows.indices {
      #expect(grid.line(row, at: places, mark: "~").columns <= room)
    }
  }

  @Test func `an elastic column that is always shown shrinks to the room`() {
    let column = ColumnLayout("NAME", rank: 0, minimumWidth: 12, isElastic: true)
    let grid = Grid(columns: [column], rows: [["a-long-name"]])
    #expect((0...14).map { grid.places(in: $0)[0].width } == Array(0...12) + [12, 12])
  }
}
