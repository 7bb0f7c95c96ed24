/// What the mouse did, and where.
package struct Mouse: Hashable, Sendable {
  package enum Action: Hashable, Sendable {
    /// The first button was pressed.
    case press
    /// The wheel was turned.
    case wheelUp, wheelDown
  }

  package let action: Action
  package let position: Position

  package init(_ action: Action, at position: Position) {
    self.action = action
    self.position = position
  }
}

/// What a press of the mouse on a part of the screen means.
package enum ClickTarget: Hashable, Sendable {
  /// The same as a key.
  case key(Key)
  /// A row of the list on the screen.
  case row(Int)
  /// The heading of the column with this number in the list on the screen.
  case heading(Int)
  /// A button of a question: 0 is the safe one.
  case button(Int)
}
