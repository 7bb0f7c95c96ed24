package import SafeText

/// The heading of a column, and how the column is laid out in a ``Grid``.
package struct ColumnLayout: Sendable {
  package var heading: DisplayText
  package let alignment: Field.Alignment
  /// If there is no room, columns of the highest rank are left out first; rank 0 is always shown.
  package var rank: Int
  /// The minimum width; an elastic column shrinks to it if room is scarce.
  package let minimumWidth: Int
  package let isElastic: Bool

  package init(
    _ heading: DisplayText, _ alignment: Field.Alignment = .left, rank: Int,
    minimumWidth: Int = 0, isElastic: Bool = false
  ) {
    self.heading = heading
    self.alignment = alignment
    self.rank = rank
    self.minimumWidth = max(minimumWidth, heading.columns)
    self.isElastic = isElastic
  }
}
