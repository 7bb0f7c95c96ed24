import Canvas
import Contents
import Formatting
import Monitor
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The keys of every screen, as help lists them, beside those in the tables of README.
@Suite struct KeyTableTests {
  /// A screen, the keys that lead to it, and its own table in README, if it has one.
  enum Screen: String, CaseIterable, Sendable {
    case table, details, processes, process, hex

    var path: [Key] {
      switch self {
      case .table: []
      case .details: [.end, .enter]
      case .processes: [.character("P")]
      case .process: [.character("P"), .enter]
      case .hex: [.character("x")]
      }
    }

    var heading: String? {
      switch self {
      case .table, .processes, .process: nil
      case .details: "In the details:"
      case .hex: "In the hex screen:"
      }
    }

    /// The keys of each binding, in the order of help.
    var bindings: [[String]] {
      var stage = MonitorHarness(100, 120, sortedBy: .label)
      stage.show(
        Sample.judged(
          [Sample.orphan(1), Sample.orphan(2)],
          holders: [.file(inode: 2): [Sample.holder(3187, "one")]]))
      for key in path { stage.press(key) }
      if self == .hex { stage.answer(.success(.file)) }
      stage.press(.character("?"))
      return stage.lines.compactMap { line in
        line.firstIndex(of: "│").map { line[$0...].dropFirst(2).prefix(16) }
      }
      .map { $0.split(separator: " ").map(String.init) }
      .prefix { !$0.isEmpty }.map(\.self)
    }
  }

  /// The first columns of the tables of keys in README, by the line before each.
  private static func tables() throws -> [String: Set<String>] {
    let root = (0..<4).reduce(FilePath(#filePath)) { path, _ in path.removingLastComponent() }
    let text = try #require(try GoldenFile(root.appending("README.md")).content())
    var tables: [String: Set<String>] = [:]
    var heading = ""
    let section = text.split(separator: "\n").drop { $0 != "## Keys" }
    for line in section where !line.hasPrefix("|---") && line != "| keys | do |" {
      if line.hasPrefix("## ") && line != "## Keys" { break }
      guard line.hasPrefix("|") else {
        heading = String(line)
        continue
      }
      let cell = line.split(separator: "|")[0]
      let quoted = cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        .filter { $0.offset % 2 == 1 }.map { String($0.element) }
      tables[heading, default: []].formUnion(quoted)
      if cell.contains("arrows") {
        tables[heading, default: []].formUnion(["Up", "Down", "Left", "Right"])
      }
    }
    return tables
  }

  @Test(arguments: Screen.allCases)
  func `no key of a screen is bound twice`(screen: Screen) {
    let keys = screen.bindings.flatMap(\.self)
    #expect(keys.count > 10)
    #expect(Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test(arguments: Screen.allCases)
  func `README lists the first key of each binding`(screen: Screen) throws {
    let tables = try Self.tables()
    let listed = try #require(tables["## Keys"])
      .union(screen.heading.flatMap { tables[$0] } ?? [])
    #expect(screen.bindings.map { $0[0] }.filter { !listed.contains($0) } == [])
  }

  @Test func `every key that README lists does something on a screen of its table`() throws {
    let tables = try Self.tables()
    let bound = Screen.allCases.map { Set($0.bindings.flatMap(\.self)) }
    // The loop takes this one, whatever is on the screen.
    let everywhere = bound.reduce(into: Set(["^Z"])) { $0.formUnion($1) }
    let general = try #require(tables["## Keys"])
    #expect(general.subtracting(everywhere).sorted() == [])
    for (screen, keys) in zip(Screen.allCases, bound) {
      guard let heading = screen.heading else { continue }
      let listed = try #require(tables[heading], "\(heading)")
      #expect(listed.subtracting(keys).sorted() == [], "\(heading)")
    }
  }
}
