package import SafeText

/// A text that is drawn often, split once into its characters with their widths.
package struct PreparedText: Sendable {
  struct Part {
    let scalar: Unicode.Scalar
    let columns: Int

    init(_ scalar: Unicode.Scalar) {
      self.scalar = scalar
      columns = scalar.displayColumns
    }
  }

  let parts: [Part]

  package init(_ text: DisplayText) {
    parts = text.string.unicodeScalars.map(Part.init)
  }
}
