/// The purpose of a piece of text; the theme decides what it looks like.
///
/// If the difference between two styles matters, it is not in colour alone.
package enum Style: UInt8, CaseIterable, Sendable {
  case plain
  /// The program's and the host's name, and headings.
  case emphasis
  /// Text that matters less.
  case dim
  /// The filled part of a meter.
  case meter
  /// Text that needs attention: a meter that is nearly full, a segment that is removed but held.
  case warning
  /// Text about a failure.
  case error
  /// The wrong part of a text that is being typed.
  case mistake
  /// The headings of columns.
  case heading
  /// The heading that the table is sorted by.
  case sortedHeading
  /// The selected row.
  case selected
  /// A row that was not there before.
  case fresh
  /// A row that the user has tagged.
  case tagged
  /// A row of a segment that no longer exists.
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
  /// Bytes outside ASCII.
  case highByte
  /// A byte that has just changed, one that changed a little earlier, and one that differs from the
  /// comparison.
  case freshByte, fadingByte, differentByte
  /// A byte that was typed and is not written yet, and the same if the segment's has changed since.
  case editedByte, doubtfulEdit
  /// A byte of a match.
  case matchByte
  /// The byte at the cursor, and the same if it is marked as changed.
  case byteCursor, changedByteCursor
  /// The same byte in the column of hex or text that does not have the cursor.
  case otherSideCursor
}
