package import SafeText
package import SharedMemory

/// The columns of the monitor's table: as many as fit, or those that the user chose.
///
/// As text, for settings: `NAME:30,KIND,SIZE` → NAME 30 columns wide, then KIND and SIZE; an empty text
/// leaves the choice to the table. NAME is always the first.
///
/// Why: Decisions/77-columns-by-rank-or-by-choice.md
package struct ColumnChoice: Equatable, Sendable {
  /// A chosen column.
  package struct Entry: Equatable, Sendable {
    package let field: Field
    /// Its width; `nil` as wide as its values.
    package var width: Int?

    package init(_ field: Field, width: Int? = nil) {
      self.field = field
      self.width = width.map { max(ColumnChoice.leastWidth, min($0, ColumnChoice.mostWidth)) }
    }
  }

  /// A text that is no choice of columns.
  package struct Problem: Error, Equatable, Sendable {
    /// What is wrong with it, and what would be right.
    package let message: DisplayText
  }

  /// The chosen columns from left to right; empty if the table chooses.
  package private(set) var entries: [Entry] = []

  /// The narrowest and the widest column that can be chosen.
  package static let leastWidth = 3
  package static let mostWidth = 200

  /// As many columns as fit.
  package static let automatic = ColumnChoice()

  private init() {}

  /// These columns, NAME first.
  package init(_ entries: [Entry]) {
    let name = entries.first { $0.field == .label } ?? Entry(.label)
    self.entries = [name] + entries.filter { $0.field != .label }
  }

  /// What the chosen columns need of more than a snapshot.
  package var needs: SnapshotReader.Needs {
    entries.contains { $0.field.needs.contains(.semaphores) } ? .semaphores : []
  }

  /// Whether the table chooses.
  package var isAutomatic: Bool { entries.isEmpty }

  /// The choice that ``text`` has written, in upper or lower case.
  package init(_ text: String) throws(Problem) {
    guard !text.isEmpty else {
      self.init()
      return
    }
    var entries: [Entry] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let entry = try Self.entry(part.filter { $0 != " " })
      guard !entries.contains(where: { $0.field == entry.field }) else {
        throw Problem(message: "column \(entry.field.name) is given twice")
      }
      entries.append(entry)
    }
    self.init(entries)
  }

  private static func entry(_ text: String) throws(Problem) -> Entry {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first ?? ""
    guard let field = Field(inMonitor: name) else {
      let quoted = DisplayText(escaping: name.utf8, in: .utf8)
      var names = DisplayText()
      for field in Field.selectable {
        names.append(literal: " ")
        names.append(field.name)
      }
      throw Problem(message: "there is no column '\(quoted)'; columns:\(names)")
    }
    guard parts.count > 1 else { return Entry(field) }
    guard let width = Int(parts[1]), (leastWidth...mostWidth).contains(width) else {
      let quoted = DisplayText(escaping: parts[1].utf8, in: .utf8)
      throw Problem(
        message:
          "'\(quoted)' is no width of column \(field.name): a number from \(leastWidth) to \(mostWidth)"
      )
    }
    return Entry(field, width: width)
  }

  /// The choice as text; empty if the table chooses.
  package var text: DisplayText {
    var text = DisplayText()
    for (index, entry) in entries.enumerated() {
      if index > 0 { text.append(literal: ",") }
      text.append(entry.field.name)
      if let width = entry.width { text.append(":\(width)") }
    }
    return text
  }
}
