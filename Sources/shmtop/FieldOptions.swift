internal import ArgumentParser
internal import SafeText
internal import Formatting
internal import Query

/// The name of a column, in upper or lower case.
struct FieldOption {
  let field: Field

  /// Throws an error that names the nearest column, or all.
  init(_ name: some StringProtocol) throws {
    try self.init(name, Field(named: name), among: Field.all)
  }

  /// A column of the monitor, which has more of them.
  init(inMonitor name: some StringProtocol) throws {
    try self.init(name, Field(inMonitor: name), among: Field.selectable)
  }

  private init(_ name: some StringProtocol, _ field: Field?, among fields: [Field]) throws {
    guard let field else {
      let names = fields.map(\.name.string)
      let bytes = RawArguments.bytes(of: String(name))
      let known = names + Field.aliases.map(\.name.string)
      let near = Suggestion.nearest(to: bytes, among: known.map { Array($0.utf8) })
      let hint = near.map { "; did you mean '\(String(decoding: $0, as: UTF8.self))'?" }
      throw ValidationError(
        "There is no column '\(name)'\(hint ?? ". Columns: \(names.joined(separator: " ")).")")
    }
    self.field = field
  }
}

/// Names of columns, separated by commas; a leading `+` adds them to the default columns.
struct FieldsOption {
  let fields: [Field]
  let isAdded: Bool

  /// Throws an error if one is no column.
  init(_ argument: String) throws {
    isAdded = argument.hasPrefix("+")
    let names = argument.dropFirst(isAdded ? 1 : 0).split(
      separator: ",", omittingEmptySubsequences: false)
    fields = try names.map { try FieldOption($0).field }
  }

  /// The columns to show, instead of the default ones, or added to those without repeating one of them.
  func replacing(_ usual: [Field]) -> [Field] {
    isAdded ? usual + fields.filter { !usual.contains($0) } : fields
  }
}
