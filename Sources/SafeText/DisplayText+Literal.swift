extension DisplayText: ExpressibleByStringInterpolation {
  /// Makes text from a literal in this program's source, which is printable ASCII.
  package init(stringLiteral words: StaticString) {
    self.init()
    append(literal: words)
  }

  /// Makes text from a literal with safe values in it, such as `"\(count) segments"`.
  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  /// The text of an interpolated literal; only safe values can be interpolated.
  package struct Interpolation: StringInterpolationProtocol {
    var text = DisplayText()

    /// Starts a literal with `literalCapacity` bytes beside its values.
    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserve(literalCapacity + 8 * interpolationCount)
    }

    /// Appends a literal part.
    package mutating func appendLiteral(_ words: StaticString) { text.append(literal: words) }

    /// Appends text that is already safe.
    package mutating func appendInterpolation(_ value: DisplayText) { text.append(value) }

    /// Appends a number in decimal.
    package mutating func appendInterpolation(_ number: some BinaryInteger) { text.append(number) }
  }
}
