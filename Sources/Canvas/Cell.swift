/// One place on the screen: a character with the marks on it, and its style.
package struct Cell: Hashable, Sendable {
  /// The character; in the right half of a wide character, nothing.
  package var character: Unicode.Scalar?
  /// Combining marks on the character.
  package var marks: [Unicode.Scalar] = []
  package var style: Style

  package init(_ character: Unicode.Scalar? = " ", style: Style = .plain) {
    self.character = character
    self.style = style
  }

  /// An empty place.
  package static let blank = Cell()
}
