extension DisplayText {
  /// The text in lines of at most `width` columns, broken at spaces.
  ///
  /// A word longer than a line is broken anywhere. A line has at least two columns, even if `width`
  /// is less, so that a wide character fits.
  package func wrapped(to width: Int) -> [DisplayText] {
    guard columns > width else { return [self] }
    var lines: [DisplayText] = []
    var line = DisplayText()
    for word in utf8.split(separator: UInt8(ascii: " ")) {
      var rest = DisplayText(trusting: word)
      let separator = line.isEmpty ? 0 : 1
      if line.columns + separator + rest.columns <= width {
        line.append(repeating: UInt8(ascii: " "), count: separator)
        line.append(rest)
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while rest.columns > max(2, width) {
        let start = rest.prefix(columns: max(2, width))
        lines.append(start)
        rest = rest.suffix(columns: rest.columns - start.columns)
      }
      line = rest
    }
    return lines + [line]
  }

  /// A part of a safe text, which is safe too.
  private init(trusting piece: some Sequence<UInt8>) {
    self.init()
    for scalar in String(decoding: Array(piece), as: UTF8.self).unicodeScalars {
      append(scalar: scalar, columns: scalar.displayColumns)
    }
  }
}
