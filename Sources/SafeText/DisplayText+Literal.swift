extension DisplayText: ExpressibleByStringInterpolation {
  /// Makes text from words of this program, which are printable ASCII.
  package init(stringLiteral words: StaticString) {
    self.init()
    append(literal: words)
  }

  /// Makes text from words of this program with safe values between them.
  package init(stringInterpolation: Interpolation) {
    self = stringInterpolation.text
  }

  /// The segments of an interpolated literal; only safe values can be interpolated.
  package struct Interpolation: StringInterpolationProtocol {
    var text = DisplayText()

    /// Starts a literal with `literalCapacity` bytes of words.
    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserve(literalCapacity + 8 * interpolationCount)
    }

    /// Appends words of this program.
    package mutating func appendLiteral(_ words: StaticString) { text.append(literal: words) }

    /// Appends text that is already safe.
    package mutating func appendInterpolation(_ value: DisplayText) { text.append(value) }

    /// Appends a number in decimal.
    package mutating func appendInterpolation(_ number: some BinaryInteger) { text.append(number) }
  }
}
