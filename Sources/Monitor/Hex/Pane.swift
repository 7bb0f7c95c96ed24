/// The column that the cursor is in; a search from it takes hex digits or text.
enum Pane: Sendable {
  case hex, text

  var other: Pane { self == .hex ? .text : .hex }
}
