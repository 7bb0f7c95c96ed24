import SystemPackage
import TestSupport
import Testing

/// A page of the manual.
///
/// What stands between its lines `.\" BEGIN PART` and `.\" END PART` is made from the tables of the program;
/// `.ci/screens` writes it anew.
struct ManualPage: Sendable {
  let name: String
  /// The lines of each part.
  private let parts: @Sendable () throws -> [String: [String]]

  static let program = ManualPage(name: "shmtop.1") {
    try CommandLineParts.all.merging(TableParts.all) { part, _ in part }
      .merging(KeyParts.all) { part, _ in part }
  }

  static let settings = ManualPage(name: "shmtop-config.5") { SettingsParts.all }

  static let all = [program, settings]

  /// The top of the repository.
  static var root: FilePath {
    (0..<4).reduce(FilePath(#filePath)) { path, _ in path.removingLastComponent() }
  }

  var path: FilePath { Self.root.appending("Sources/Manual").appending(name) }

  var file: GoldenFile { GoldenFile(path) }

  /// Its text.
  var text: String {
    get throws { try #require(try file.content(), "there is no \(name)") }
  }

  /// Its text with all parts made anew, and the names of those that changed.
  var made: (text: String, changed: [String]) {
    get throws {
      var parts = try parts()
      var made: [String] = []
      var changed: [String] = []
      var rest = try text.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)[...]
      while let line = rest.popFirst() {
        made.append(line)
        guard line.hasPrefix(Self.begin) else { continue }
        let part = String(line.dropFirst(Self.begin.count))
        let lines = parts.removeValue(forKey: part)
        let new = try #require(lines, "\(name): no part is '\(part)'")
        let old = rest.prefix { $0 != Self.end + part }
        try #require(old.count < rest.count, "\(name): part '\(part)' has no end")
        if Array(old) != new { changed.append(part) }
        made += new
        rest = rest.dropFirst(old.count)
      }
      #expect(parts.keys.sorted() == [], "\(name) lacks parts")
      return (made.joined(separator: "\n"), changed)
    }
  }

  private static let begin = #".\" BEGIN "#
  private static let end = #".\" END "#

  /// Whether it has an item of a list with this heading, and perhaps more behind it.
  func describes(_ heading: String) throws -> Bool {
    try text.split(separator: "\n").contains { line in
      line == ".It \(heading)" || line.hasPrefix(".It \(heading) ")
    }
  }
}

extension ManualPage: CustomTestStringConvertible {
  var testDescription: String { name }
}
