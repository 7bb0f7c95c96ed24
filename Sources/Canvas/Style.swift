/// What a piece of text is for; the terminal decides what that looks like.
///
/// No style differs from another by colour alone where the difference matters.
package enum Style: UInt8, CaseIterable, Sendable {
  case plain
  /// The program's and the host's name, headings of parts.
  case emphasis
  /// What matters less.
  case dim
  /// The filled part of a meter.
  case meter
  /// What asks for attention: a meter nearly full, a segment removed but held.
  case warning
  /// What failed.
  case error
  /// The headings of columns.
  case heading
  /// The heading that the table is sorted by.
  case sortedHeading
  /// The row that acts apply to.
  case selected
  /// A row that was not there before.
  case fresh
  /// A tagged row.
  case tagged
  /// A row of what is there no more.
  case gone
  /// A key in the footer or in help.
  case key
  /// The box of a dialog or a menu, and the text in it.
  case dialog
  /// A button.
  case button
  /// The button that Enter presses.
  case focusedButton
  /// The position of a row of bytes.
  case offset
  /// Bytes that are 0.
  case zeroByte
  /// Bytes that are printable ASCII.
  case printableByte
  /// Bytes that are white space in ASCII, other than the space itself.
  case spaceByte
  /// Bytes that are other control characters of ASCII.
  case controlByte
  /// Bytes beyond ASCII.
  case highByte
  /// A byte that has just changed, one that did a little while ago, and one that is not what it was
  /// in the picture to compare with.
  case freshByte, fadingByte, differentByte
  /// A byte of what was found.
  case matchByte
  /// The byte that acts apply to, and the same where it is marked as changed.
  case byteCursor, changedByteCursor
  /// The same byte on the side where the cursor is not.
  case otherSideCursor
}
