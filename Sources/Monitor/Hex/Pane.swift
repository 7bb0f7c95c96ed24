/// The side of the bytes that the cursor is on, which is what typed text is taken for in a search.
enum Pane: Sendable {
  case hex, text

  var other: Pane { self == .hex ? .text : .hex }
}
