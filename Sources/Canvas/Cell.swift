/// One cell of the screen: a character with its combining marks, and its style.
///
/// It allocates no memory, because a screen has thousands of cells that are created and compared.
///
/// Why: Decisions/10-drawing-cells.md
package struct Cell: Hashable, Sendable {
  /// The character; `nil` in the right half of a wide character.
  package var character: Unicode.Scalar?
  /// Combining marks on the character; safe text has at most this many.
  package private(set) var firstMark: Unicode.Scalar?
  package private(set) var secondMark: Unicode.Scalar?
  package var style: Style

  package init(_ character: Unicode.Scalar? = " ", style: Style = .plain) {
    self.character = character
    self.style = style
  }

  /// An empty cell.
  package static let blank = Cell()

  /// The combining marks on the character, in their order.
  package var marks: [Unicode.Scalar] { [firstMark, secondMark].compactMap { $0 } }

  /// Adds a combining mark; a third is left out.
  mutating func add(_ mark: Unicode.Scalar) {
    if firstMark == nil { firstMark = mark } else if secondMark == nil { secondMark = mark }
  }
}
