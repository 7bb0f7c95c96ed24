internal import Formatting

extension Listing {
  /// The listing for the simplest command lines, `list` and `list -o COLUMNS`, each also with
  /// `--named-only`.
  ///
  /// `nil` for others, and for wrong usage, which the argument parser handles.
  init?(arguments: [String]) {
    guard arguments.first == "list" else { return nil }
    var options = arguments.dropFirst()
    self.init()
    if options.first == Self.namedOnly {
      options.removeFirst()
      isNamedOnly = true
    } else if options.count == 3 && options.last == Self.namedOnly {
      options.removeLast()
      isNamedOnly = true
    }
    switch options.count {
    case 0: return
    case 2 where options.first == "-o":
      guard let columns = options.last, let fields = try? FieldsOption(columns) else { return nil }
      form = .table(TextStyle(fields: fields.replacing(Field.defaults)))
    default: return nil
    }
  }

  private static let namedOnly = "--named-only"
}
