internal import ArgumentParser
internal import Presentation

/// A column by its name, in any case.
struct FieldArgument: ExpressibleByArgument {
  let field: Field

  init?(argument: String) {
    guard let field = Field(named: argument) else { return nil }
    self.field = field
  }
}

/// Columns by their names with commas between them; `+` before them adds to the usual ones.
struct FieldsArgument: ExpressibleByArgument {
  let fields: [Field]
  let isAdded: Bool

  init?(argument: String) {
    isAdded = argument.hasPrefix("+")
    let names = argument.dropFirst(isAdded ? 1 : 0).split(
      separator: ",", omittingEmptySubsequences: false)
    let fields = names.compactMap { Field(named: $0) }
    guard fields.count == names.count else { return nil }
    self.fields = fields
  }

  /// The columns to show in place of the usual ones.
  func replacing(_ usual: [Field]) -> [Field] { isAdded ? usual + fields : fields }
}
