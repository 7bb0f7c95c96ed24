internal import Formatting
internal import SafeText

/// The text of the settings file.
extension UserSettings {
  /// A new file, with a comment before each setting.
  package var text: [UInt8] {
    let key = keys.key(of: .saveSettings)
    let first =
      "# Settings of shmtop. Key \(key.string) writes them, and keeps all other lines.\n"
    let lines = Setting.all.flatMap(block)
    return lines.reduce(into: Array(first.utf8)) { $0 += $1 + [0x0a] } + keys.text
  }

  /// A file with other settings: all that the user wrote besides stays.
  ///
  /// That are comments, wrong lines, tables that are not known, and the table of keys, which the monitor cannot
  /// change; actions that it does not name follow as comments. The line of a setting that is no longer set becomes a comment.
  package func text(changing old: [UInt8]) -> [UInt8] {
    var lines: [[UInt8]] = []
    // What has a line.
    var settings: Set<String> = []
    var actions: Set<[UInt8]> = []
    // Where new settings go: behind the last one, or else before the comments of the first table.
    var place: Int?
    var firstTable: Int?
    // Where new actions go: behind the last line of the table of keys.
    var keysEnd: Int?
    var isInKeys = false
    for var line in old.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init) {
      // A line may end as on other systems.
      let end = line.last == 0x0d ? [line.removeLast()] : []
      switch try? SettingsLine(line) {
      case .table(let name):
        firstTable = firstTable ?? lines.count
        isInKeys = name.elementsEqual(KeyLines.table.utf8)
      case .entry(let name, let value) where firstTable == nil:
        guard let setting = Setting(named: name) else { break }
        line = self.line(of: setting, value, line, isFirst: settings.insert(setting.name).inserted)
        place = lines.count + 1
      case .entry(let name, _) where isInKeys: actions.insert(name)
      case .blank where isInKeys:
        let text = line.drop { $0 == UInt8(ascii: "#") || $0 == 0x20 }
        if case .entry(let name, _)? = try? SettingsLine(text) { actions.insert(name) }
      case .blank, .entry, nil: break
      }
      lines.append(line + end)
      if isInKeys && !line.isEmpty { keysEnd = lines.count }
    }
    if lines.last == [] { lines.removeLast() }
    var missing = Setting.all.filter { !settings.contains($0.name) }.flatMap(block)
    if let keysEnd {
      let others = Action.allCases.filter { !actions.contains(Array($0.rawValue.utf8)) }
      lines.insert(contentsOf: others.map(KeyMap().line), at: keysEnd)
    }
    let index = place ?? Self.start(ofTable: firstTable, in: lines)
    if index < lines.count, lines[index] != [], !missing.isEmpty { missing.append([]) }
    lines.insert(contentsOf: index == 0 ? missing.dropFirst() : missing[...], at: index)
    let text = lines.reduce(into: []) { $0 += $1 + [0x0a] }
    return keysEnd == nil ? text + keys.text : text
  }

  /// The line of the table of keys with the comments above it; the end without a table.
  private static func start(ofTable table: Int?, in lines: [[UInt8]]) -> Int {
    guard var line = table else { return lines.count }
    while line > 0, lines[line - 1].first == UInt8(ascii: "#") { line -= 1 }
    return line
  }

  /// The line of a setting, with what the user wrote as far as that still holds.
  private func line(
    of setting: Setting, _ old: SettingsValue, _ line: [UInt8], isFirst: Bool
  ) -> [UInt8] {
    var read = self
    let isRead = (try? setting.read(old, &read)) != nil
    if isRead && read == self { return line }
    guard let value = setting.write(self) else { return Array("# ".utf8) + line }
    // A second line counts for nothing.
    guard isFirst else { return line }
    let comment = SettingsLine.comment(of: line)
    return Array("\(setting.name) = ".utf8) + value.text + (comment.isEmpty ? [] : [0x20] + comment)
  }

  /// The lines of a setting with an empty one and its comment above it; none if it is not set.
  private func block(of setting: Setting) -> [[UInt8]] {
    guard let value = setting.write(self) else { return [] }
    return [
      [], Array("# \(setting.meaning)".utf8), Array("\(setting.name) = ".utf8) + value.text,
    ]
  }
}
