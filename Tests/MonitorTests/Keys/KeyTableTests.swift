import Canvas
import Contents
import Formatting
import Monitor
import SharedMemory
import SystemPackage
import TestSupport
import Testing

/// The keys of every screen, as help lists them, beside those in the manual.
@Suite struct KeyTableTests {
  /// A screen, and its own section in the manual.
  enum Screen: String, CaseIterable, Sendable {
    case table, details, processes, process, hex

    /// The keys that lead to it, and those that lead to states of it in which other keys act.
    private var paths: [KeyScript] {
      switch self {
      case .table: ["", "f 'o' Enter"]
      case .details: ["End Enter", "End Enter Tab"]
      case .processes: ["P"]
      case .process: ["P Enter", "P Enter z Home Down Enter"]
      case .hex: ["x", "x"]
      }
    }

    /// The section about its own keys.
    var heading: String {
      switch self {
      case .table: "Keys in the table"
      case .details: "Keys in the details"
      case .processes: "Keys in the processes"
      case .process: "Keys in the segments of a process"
      case .hex: "Keys in the hex screen"
      }
    }

    /// The keys of each binding, in the order of help.
    var bindings: [[String]] { bindings(0) }

    /// All keys that act in one of its states.
    var keys: Set<String> { Set(paths.indices.flatMap { bindings($0).flatMap(\.self) }) }

    private func bindings(_ state: Int) -> [[String]] {
      var stage = MonitorHarness(100, 120, sortedBy: .label)
      stage.show(
        Sample.judged(
          [Sample.orphan(1), Sample.orphan(2)],
          holders: [.file(inode: 2): [Sample.holder(3187, "one")]]))
      stage.play(paths[state])
      if self == .hex {
        stage.answer(.success(.file))
        // In its other state it is at a segment that is not open yet.
        if state == 1 { stage.play("]") }
      }
      stage.press(.character("?"))
      return stage.lines.compactMap { line in
        line.firstIndex(of: "│").map { line[$0...].dropFirst(2).prefix(16) }
      }
      .map { $0.split(separator: " ").map(String.init) }
      .prefix { !$0.isEmpty }.map(\.self)
    }
  }

  /// The keys of each section of shmtop(1) about keys, by its heading, as help shows them.
  private static func sections() throws -> [String: Set<String>] {
    let root = (0..<4).reduce(FilePath(#filePath)) { path, _ in path.removingLastComponent() }
    let page = root.appending("Sources/Manual").appending("shmtop.1")
    let text = try #require(try GoldenFile(page).content())
    let names: KeyValuePairs = [
      "\\&": "", "\\-": "-", "\\(ha": "^", "\\(dq": "\"", "\\(ti": "~", "\\e": "\\",
    ]
    var sections: [String: Set<String>] = [:]
    var heading = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix(".Ss ") { heading = String(line.dropFirst(4)) }
      guard heading.hasPrefix("Keys "), line.hasPrefix(".It Ic ") else { continue }
      let keys = names.reduce(line.dropFirst(7).description) {
        $0.replacing($1.key, with: $1.value)
      }
      sections[heading, default: []].formUnion(keys.split(separator: " ").map(String.init))
    }
    return sections
  }

  @Test(arguments: Screen.allCases)
  func `no key of a screen is bound twice`(screen: Screen) {
    let keys = screen.bindings.flatMap(\.self)
    #expect(keys.count > 10)
    #expect(Dictionary(grouping: keys) { $0 }.filter { $0.value.count > 1 }.keys.sorted() == [])
  }

  @Test(arguments: Screen.allCases)
  func `the manual lists the keys of each binding`(screen: Screen) throws {
    let sections = try Self.sections()
    let listed = try #require(sections[Self.common]).union(try #require(sections[screen.heading]))
    // The text above the lists says what this one does everywhere.
    #expect(screen.keys.subtracting(listed).subtracting(["^C"]).sorted() == [])
  }

  @Test func `every key that the manual lists does something on its screen`() throws {
    let sections = try Self.sections()
    let bound = Screen.allCases.map(\.keys)
    let everywhere = bound.reduce(into: Set<String>()) { $0.formUnion($1) }
    #expect(try #require(sections[Self.common]).subtracting(everywhere).sorted() == [])
    for (screen, keys) in zip(Screen.allCases, bound) {
      let listed = try #require(sections[screen.heading], "\(screen.heading)")
      #expect(listed.subtracting(keys).sorted() == [], "\(screen.heading)")
    }
  }

  /// The section about keys that most screens have.
  private static let common = "Keys of most screens"
}
