/// A key that was pressed.
package enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// A letter typed with Control held, in lower case.
  case control(Unicode.Scalar)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete
  /// A function key: F1, F2 and so on.
  case function(Int)
}
