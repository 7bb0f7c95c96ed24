/// The side of the bytes that the cursor is on, which is what typed text is taken for in a search.
enum ContentsSide: Sendable {
  case hex, text

  var other: ContentsSide { self == .hex ? .text : .hex }
}
