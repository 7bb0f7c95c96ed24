import Canvas
import Formatting
import Monitor
import Query
import SafeText
import SharedMemory
import Testing

/// The columns of the table: which are shown, where, and those that the user chose.
struct ColumnTests {
  private func stage(
    _ columns: Int, sortedBy field: Field = .allocated, _ names: [String] = ["psm_4f1c22d0"],
    charset: Charset = .utf8
  ) -> MonitorHarness {
    var stage = MonitorHarness(columns, 14, charset: charset, sortedBy: field)
    stage.show(
      Sample.judged(
        names.enumerated().map { Sample.posix($1, inode: UInt64($0), age: 7200) }
          + [Sample.systemV(5, size: 56, attachments: 6)]))
    return stage
  }

  /// The line of the headings.
  private func headings(_ stage: MonitorHarness) -> String {
    stage.lines.first { $0.contains("NAME") } ?? ""
  }

  @Test(arguments: Field.monitor.map(\.name.string), [40, 44, 48, 60, 80])
  func `the column that rows are sorted by is always shown`(name: String, columns: Int) throws {
    let field = try #require(Field(inMonitor: name))
    var stage = stage(columns, sortedBy: field)
    for _ in 0..<30 {
      let heading = headings(stage)
      #expect(heading.contains("\(name)▾") || heading.contains("\(name)▴"), "\(heading)")
      #expect(heading.contains("NAME"))
      #expect(!heading.hasSuffix("▸") || heading.hasSuffix(" ▸"), "\(heading)")
      stage.press(.right)
    }
  }

  @Test func `a heading that is too wide is cut with a mark, and keeps the sign of the order`() {
    var stage = stage(80, sortedBy: .label)
    stage.play("c Down Down - - - Esc")
    #expect(headings(stage).contains(" OW… "), "\(headings(stage))")
    stage.play("> >")
    #expect(headings(stage).contains(" O…▴ "), "\(headings(stage))")
  }

  @Test func `a sign says that there are more columns on either side`() {
    var stage = stage(60)
    #expect(headings(stage).hasSuffix("▸"))
    #expect(!headings(stage).hasPrefix("◂"))
    stage.press(.right)
    #expect(headings(stage).hasSuffix("▸"))
    #expect(headings(stage).hasPrefix("◂NAME"))
    for _ in 0..<30 { stage.press(.right) }
    #expect(!headings(stage).hasSuffix("▸"))
    stage.press(.left)
    #expect(headings(stage).hasSuffix("▸"))
    for _ in 0..<30 { stage.press(.left) }
    #expect(headings(stage).hasPrefix(" NAME"))
    let ascii = self.stage(60, charset: .ascii)
    #expect(headings(ascii).hasSuffix(">"))
  }

  @Test(arguments: [40, 60, 80, 120])
  func `every column is reached by scrolling, beside the name`(columns: Int) {
    var stage = stage(columns, sortedBy: .label)
    var seen = Set<String>()
    for _ in 0..<30 {
      seen.formUnion(headings(stage).split(separator: " ").map(String.init))
      #expect(stage.text.contains("/psm_4f1c22d0"))
      stage.press(.right)
    }
    let missing = Field.monitor.map(\.name.string).filter { name in
      !seen.contains { $0.hasPrefix(name) }
    }
    #expect(missing == [])
  }

  @Test(arguments: [12, 16, 20, 22, 30, 40, 60], [40, 60, 80, 100, 120, 160, 200])
  func `no name is shortened while columns are free`(length: Int, columns: Int) {
    let stage = stage(columns, [String(repeating: "n", count: length)])
    guard stage.text.contains("…") else { return }
    let widest = stage.lines.drop { !$0.contains("NAME") }.dropFirst().prefix(2).map(\.count).max()
    #expect((widest ?? 0) >= columns - 3, "\(stage.text)")
  }

  @Test func `the guess of an application is shown at 80 columns beside long names`() {
    let stage = stage(80, ["PostgreSQL.3317458760"])
    #expect(stage.text.contains("/PostgreSQL.3317458760"))
    #expect(stage.text.contains("PostgreSQL?"))
  }

  @Test func `a wide screen has more columns`() {
    let wide = headings(stage(140))
    for name in ["APP", "HOLDERS", "RES", "SWAP", "PERMS"] { #expect(wide.contains(name)) }
  }

  @Test func `columns are chosen, moved and sized in a menu`() {
    var stage = stage(80)
    stage.press(.character("c"))
    #expect(stage.text.contains("Columns: as many as fit"))
    // KIND is not needed.
    stage.press(.down)
    #expect(stage.text.contains("> [x] KIND"))
    stage.press(.character(" "))
    #expect(stage.text.contains("> [ ] KIND"))
    #expect(stage.text.contains("Columns: chosen"))
    stage.press(.down, .down, .character("J"))
    stage.press(.escape)
    #expect(!headings(stage).contains("KIND"))
    let order = headings(stage).split(separator: " ").map(String.init)
    #expect(order.prefix(3) == ["NAME", "OWNER", "ALLOC▾"])
    stage.press(.character("c"), .character("+"), .character("+"), .character("-"), .escape)
    #expect(headings(stage).hasPrefix(" NAME           OWNER"))
    stage.press(.character("c"), .character("a"))
    #expect(headings(stage).contains("KIND"))
  }

  @Test func `a column that the table does not show by itself can be chosen`() {
    var stage = stage(120)
    stage.press(.character("c"), .end)
    while !stage.text.contains("> [ ] CMDLINE") { stage.press(.up) }
    stage.press(.character(" "), .escape)
    for _ in 0..<30 { stage.press(.right) }
    #expect(headings(stage).contains("CMDLINE"))
  }

  @Test func `semaphores are read while a column of them is shown`() {
    var stage = stage(80)
    func areRead() -> Bool {
      stage.effects.compactMap { effect in
        if case .arrange(let order) = effect { order.needs.contains(.semaphores) } else { nil }
      }.last ?? false
    }
    stage.play("c")
    while !stage.lines.contains(where: { $0.contains("> [ ] SVAL") }) { stage.play("Down") }
    #expect(!areRead())
    stage.play("Space")
    #expect(areRead())
    stage.play("Space")
    #expect(!areRead())
  }

  @Test func `NAME can be neither hidden nor moved`() {
    var stage = stage(80)
    stage.press(.character("c"), .character(" "))
    #expect(stage.lines.last == "NAME is always shown")
    stage.press(.character("J"))
    #expect(stage.lines.last == "NAME stays at the left")
    stage.press(.escape)
    #expect(headings(stage).hasPrefix(" NAME"))
  }

  @Test func `the menu of columns works on a small screen`() {
    var stage = stage(40)
    stage.send(.resized(Size(columns: 40, rows: 10)))
    stage.press(.character("c"), .down, .down, .down, .character(" "), .escape)
    #expect(headings(stage).contains("NAME"))
  }

  @Test(arguments: [Charset.utf8, .ascii])
  func `columns do not move when a row vanishes`(charset: Charset) {
    for others in [[], [Sample.posix("psm_4f1c22d0", inode: 1)]] {
      let segments = [
        Sample.systemV(1_234_567, key: 0x0052_e2c1), Sample.systemV(7_654_321, key: 0x0052_e2c2),
      ]
      var stage = MonitorHarness(100, 14, charset: charset, sortedBy: .label)
      stage.show(Sample.judged(segments + others))
      let before = headings(stage)
      stage.show(Sample.judged(Array(segments.dropFirst()) + others, later: 1))
      #expect(headings(stage) == before)
      #expect(stage.lines.contains { $0.hasPrefix("- 1234567 0x0052e2c1 ") }, "\(stage.text)")
    }
  }
}
