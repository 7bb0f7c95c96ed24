internal import Canvas
internal import Query
internal import SafeText

/// The lines of the table `[keys]` in the settings file: an action, and its keys.
///
///     remove = "D"
///     filter = ["f", "F4"]
///
/// Why: Decisions/73-rebound-keys.md
struct KeyLines {
  static let table = "keys"

  /// The most keys of an action.
  private static let mostKeys = 8

  private var map = KeyMap()
  /// The number of the line of each action.
  private var lines: [Action: Int] = [:]

  /// Takes a line.
  mutating func read(
    _ name: [UInt8], _ value: SettingsValue, line: Int
  ) throws(SettingsLine.Problem) {
    let action = try Action(settingsName: name)
    guard lines[action] == nil else { throw .init(text: "\(action.text) has keys already") }
    var keys: [Key] = []
    var seen: Set<Key> = []
    let names = try value.names()
    guard names.count <= Self.mostKeys else {
      throw .init(text: "\(action.text) can have at most \(Self.mostKeys) keys")
    }
    for name in names {
      let key = try Key(name: name)
      // A key that is held down would answer the question that it opens.
      guard key != .character("y") || action.keys.contains(key) else {
        throw .init(text: "y answers questions: give \(action.text) another key")
      }
      // Repeated, it would move the focus to the button that acts, or press that.
      guard !action.opensQuestion || !Key.actingInQuestions.contains(key) else {
        throw .init(text: "\(key.text) acts in questions: give \(action.text) another key")
      }
      if seen.insert(key).inserted { keys.append(key) }
    }
    map.chosen[action] = keys
    lines[action] = line
  }

  /// The most conflicts that a message names.
  private static let mostConflicts = 3

  /// The keys without the lines that give a key to two actions of one screen; says which these are.
  func resolved(_ problems: inout [UserSettings.Problem]) -> KeyMap {
    var map = map
    // Without one line, another can conflict with the keys that come back.
    while let (action, conflicts) = worst(of: map) {
      map.chosen[action] = nil
      var text: DisplayText = "\(action.text) keeps its keys: "
      for (index, conflict) in conflicts.prefix(Self.mostConflicts).enumerated() {
        if index > 0 { text.append(literal: ", ") }
        text.append(conflict.text(for: action))
      }
      if conflicts.count > Self.mostConflicts {
        text.append(", and \(conflicts.count - Self.mostConflicts) more")
      }
      text.append(literal: "; choose another key")
      problems.append(UserSettings.Problem(line: lines[action] ?? 0, text: text))
    }
    problems.sort { $0.line < $1.line }
    return map
  }

  /// The last line that causes a conflict, with what it conflicts with.
  private func worst(of map: KeyMap) -> (Action, [KeyConflict])? {
    guard !map.chosen.isEmpty else { return nil }
    var found: [Action: [KeyConflict]] = [:]
    for conflict in map.conflicts {
      let causes = conflict.actions.filter { map.chosen[$0] != nil }
      guard let cause = causes.max(by: { lines[$0] ?? 0 < lines[$1] ?? 0 }) else { continue }
      let isKnown = found[cause]?.contains { $0.isSame(as: conflict) } == true
      if !isKnown { found[cause, default: []].append(conflict) }
    }
    return found.max { lines[$0.key] ?? 0 < lines[$1.key] ?? 0 }.map { ($0.key, $0.value) }
  }
}

extension SettingsValue {
  /// The names of keys: one, or a list.
  fileprivate func names() throws(SettingsLine.Problem) -> [[UInt8]] {
    switch self {
    case .text(let name): return [name]
    case .list(let names): return names
    case .number, .flag:
      throw .init(text: "expected a key in quotes, a list such as [\"d\", \"F9\"], or [] for none")
    }
  }
}

extension KeyMap {
  /// The table for the settings file: what was rebound, and as comments the usual keys of the rest.
  var text: [UInt8] {
    var text = Array(
      """

      # The keys of actions, as help shows them: one, several as in ["d", "F9"], or none as [].
      # Remove the # before an action to rebind it.
      [\(KeyLines.table)]

      """.utf8)
    for action in Action.allCases { text += line(of: action) + [0x0a] }
    return text
  }

  /// The line of an action; a comment if it was not rebound.
  func line(of action: Action) -> [UInt8] {
    let names = (chosen[action] ?? action.keys).map(\.text.utf8)
    let value = names.count == 1 ? SettingsValue.text(names[0]) : .list(names)
    return Array("\(chosen[action] == nil ? "# " : "")\(action.rawValue) = ".utf8) + value.text
  }
}

extension Key {
  /// The keys that move in a question or press its buttons, besides `y`.
  fileprivate static let actingInQuestions: Set<Key> = [
    .tab, .backTab, .left, .right, .up, .down, .enter,
  ]
}

extension Action {
  /// Whether it asks before it changes something.
  fileprivate var opensQuestion: Bool { [.remove, .signal, .hex].contains(self) }

  /// The action of a name in the settings file.
  fileprivate init(settingsName name: [UInt8]) throws(SettingsLine.Problem) {
    if let action = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name) }) {
      self = action
      return
    }
    let written = DisplayText(escaping: name, in: .ascii)
    if Setting(named: name) != nil {
      throw .init(text: "\(written) is no action: settings stand before [keys]")
    }
    let near = Suggestion.nearest(to: name, among: Self.allCases.map(\.text.utf8))
    guard let near else {
      throw .init(
        text: "there is no action '\(written)'; the file that the monitor saves lists all")
    }
    let meant = DisplayText(escaping: near, in: .ascii)
    throw .init(text: "there is no action '\(written)'; did you mean \(meant)?")
  }
}
