internal import ArgumentParser
internal import SafeText
internal import Formatting

/// The name of a column, in upper or lower case.
struct FieldOption {
  let field: Field

  /// Throws an error that lists all columns.
  init(_ name: some StringProtocol) throws {
    guard let field = Field(named: name) else {
      let names = Field.all.map(\.name.string).joined(separator: " ")
      throw ValidationError("There is no column '\(name)'. Columns: \(names).")
    }
    self.field = field
  }
}

/// Names of columns, separated by commas; a leading `+` adds them to the default columns.
struct FieldsOption {
  let fields: [Field]
  let isAdded: Bool

  /// Throws an error that lists all columns.
  init(_ argument: String) throws {
    isAdded = argument.hasPrefix("+")
    let names = argument.dropFirst(isAdded ? 1 : 0).split(
      separator: ",", omittingEmptySubsequences: false)
    fields = try names.map { try FieldOption($0).field }
  }

  /// The columns to show, instead of or added to the default ones.
  func replacing(_ usual: [Field]) -> [Field] { isAdded ? usual + fields : fields }
}
