/// One place on the screen: a character with the marks on it, and its style.
///
/// It has no memory of its own: a screen has thousands, which are made, compared and thrown away.
///
/// Why: Decisions/10-drawing-cells.md
package struct Cell: Hashable, Sendable {
  /// The character; in the right half of a wide character, nothing.
  package var character: Unicode.Scalar?
  /// Combining marks on the character; safe text has no more of them.
  package private(set) var firstMark: Unicode.Scalar?
  package private(set) var secondMark: Unicode.Scalar?
  package var style: Style

  package init(_ character: Unicode.Scalar? = " ", style: Style = .plain) {
    self.character = character
    self.style = style
  }

  /// An empty place.
  package static let blank = Cell()

  /// The combining marks on the character, in their order.
  package var marks: [Unicode.Scalar] { [firstMark, secondMark].compactMap { $0 } }

  /// Adds a combining mark; a third is left out.
  mutating func add(_ mark: Unicode.Scalar) {
    if firstMark == nil { firstMark = mark } else if secondMark == nil { secondMark = mark }
  }
}
