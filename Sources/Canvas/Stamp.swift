package import Escaping

/// A text that is drawn often, taken apart once: its characters and the columns each takes.
package struct Stamp: Sendable {
  struct Part {
    let scalar: Unicode.Scalar
    let columns: Int
  }

  let parts: [Part]

  package init(_ text: DisplayText) {
    parts = text.string.unicodeScalars.map { Part(scalar: $0, columns: $0.columnsAsWritten) }
  }
}
