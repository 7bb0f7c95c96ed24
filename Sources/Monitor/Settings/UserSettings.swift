internal import Canvas
package import Formatting
package import Query
package import SafeText

/// What a user has chosen, as the settings file keeps it; `nil` for what is not in it.
///
/// Why: Decisions/80-settings.md
package struct UserSettings: Sendable, Equatable {
  package var sort: Field?
  package var isReversed: Bool?
  package var columns: ColumnChoice?
  package var grouping: Grouping?
  /// The text of the filter, not yet parsed.
  package var filter: [UInt8]?
  /// The time between two refreshes, in milliseconds.
  package var interval: Int?
  /// The name of the theme.
  package var theme: String?
  /// The keys of the actions that were rebound.
  package var keys = KeyMap()

  package init() {}

  /// What is wrong with a line of the file.
  package struct Problem: Equatable, Sendable {
    /// The number of the line, from 1 on.
    package let line: Int
    package let text: DisplayText
  }

  /// Reads the text of the file, and says what is wrong with it; the other lines count.
  package static func parse(
    _ text: [UInt8]
  ) -> (settings: UserSettings, problems: [Problem]) {
    var reader = Reader()
    for line in text.split(separator: 0x0a, omittingEmptySubsequences: false) {
      // A line may end as on other systems.
      reader.read(line.last == 0x0d ? line.dropLast() : line)
    }
    reader.settings.keys = reader.keys.resolved(&reader.problems)
    return (reader.settings, reader.problems)
  }
}

/// The lines so far.
private struct Reader {
  var settings = UserSettings()
  var problems: [UserSettings.Problem] = []
  var keys = KeyLines()
  private var line = 0
  private var seen: Set<String> = []
  private var hasKeys = false
  /// The table that the lines are in; `nil` before the first.
  private var table: Table?

  private enum Table {
    case keys
    /// One that this version does not know; its lines are ignored.
    case unknown
  }

  mutating func read(_ bytes: ArraySlice<UInt8>) {
    line += 1
    do throws(SettingsLine.Problem) {
      switch try SettingsLine(bytes) {
      case .blank: break
      case .table(let name) where name.elementsEqual(KeyLines.table.utf8):
        defer { (table, hasKeys) = (.keys, true) }
        if hasKeys { throw .init(text: "[keys] appears twice") }
      case .table(let name):
        table = .unknown
        throw .init(text: "there is no table '\(DisplayText(escaping: name, in: .ascii))'")
      case .entry where table == .unknown: break
      case .entry(let name, let value) where table == .keys:
        try keys.read(name, value, line: line)
      case .entry(let key, let value):
        guard let setting = Setting(named: key) else {
          throw .init(text: "there is no setting '\(DisplayText(escaping: key, in: .ascii))'")
        }
        guard seen.insert(setting.name).inserted else {
          throw .init(text: "\(DisplayText(escaping: key, in: .ascii)) has a value already")
        }
        try setting.read(value, &settings)
      }
    } catch {
      problems.append(UserSettings.Problem(line: line, text: error.text))
    }
  }
}
