extension DisplayText {
  /// The text shortened to at most `width` columns, with `mark` in place of its middle.
  ///
  /// `PostgreSQL.1234` in 9 columns with the mark `~` → `Post~1234`. The end is kept, because names
  /// of segments often differ only there.
  package func elided(to width: Int, mark: DisplayText) -> DisplayText {
    guard columns > width else { return self }
    guard width > mark.columns else { return prefix(columns: max(0, width)) }
    let room = width - mark.columns
    var short = prefix(columns: room - room / 2)
    short.append(mark)
    short.append(suffix(columns: room / 2))
    return short
  }

  /// The start of the text in at most `width` columns, with `mark` at the end if the rest is missing.
  package func shortened(to width: Int, mark: DisplayText) -> DisplayText {
    guard columns > width else { return self }
    var start = prefix(columns: max(0, width - mark.columns))
    start.append(mark)
    return start
  }

  /// The longest start of the text that takes at most `width` columns.
  package func prefix(columns width: Int) -> DisplayText {
    guard columns > width else { return self }
    var start = DisplayText()
    for scalar in string.unicodeScalars {
      let next = scalar.displayColumns
      guard start.columns + next <= width else { break }
      start.append(scalar: scalar, columns: next)
    }
    return start
  }

  /// The longest end of the text that takes at most `width` columns.
  package func suffix(columns width: Int) -> DisplayText {
    var toSkip = columns - width
    var end = DisplayText()
    for scalar in string.unicodeScalars {
      let next = scalar.displayColumns
      if toSkip > 0 || (next == 0 && end.isEmpty) {
        toSkip -= next
      } else {
        end.append(scalar: scalar, columns: next)
      }
    }
    return end
  }
}

extension Unicode.Scalar {
  /// The terminal columns of a character in a ``DisplayText``: 0, 1 or 2.
  package var displayColumns: Int {
    if value < 0x7f { return 1 }
    return presentation == .mark ? 0 : terminalColumns
  }
}
