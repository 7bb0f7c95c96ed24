internal import Formatting

extension Listing {
  /// The listing for the simplest command lines, `list` and `list -o COLUMNS`.
  ///
  /// `nil` for others, and for wrong usage, which the argument parser handles.
  init?(arguments: [String]) {
    guard arguments.first == "list" else { return nil }
    switch arguments.count {
    case 1: self.init()
    case 3 where arguments[1] == "-o":
      guard let fields = try? FieldsOption(arguments[2]) else { return nil }
      self.init()
      form = .table(TextTable(fields: fields.replacing(Field.defaults)), .human)
    default: return nil
    }
  }
}
