/// Something typed, apart from what it does.
package enum Key: Hashable, Sendable {
  case character(Unicode.Scalar)
  /// A letter typed with Control held, in lower case.
  case control(Unicode.Scalar)
  case up, down, left, right
  case pageUp, pageDown, home, end
  case enter, escape, tab, backTab, backspace, delete
  /// F1 and its followers.
  case function(Int)
}
