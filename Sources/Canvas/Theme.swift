/// The look of every style: one row of ``Theme/all``.
///
/// The terminal's default colours are kept if possible, so that light and dark backgrounds both
/// work. Nothing important is shown by colour alone: a warning is bold in every theme.
package struct Theme: Sendable {
  /// The colours and attributes of a style.
  package struct Look: Hashable, Sendable {
    /// The text colour; `nil` for the terminal's default.
    package var foreground: Color?
    /// The background colour; `nil` for the terminal's default.
    package var background: Color?
    package var attributes: Attributes

    package init(
      _ foreground: Color? = nil, on background: Color? = nil, _ attributes: Attributes = []
    ) {
      self.foreground = foreground
      self.background = background
      self.attributes = attributes
    }
  }

  /// A colour by its number in the terminal: 0 to 7 on every terminal with colours.
  package enum Color: UInt8, Sendable {
    case black, red, green, yellow, blue, magenta, cyan, white
  }

  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let reverse = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
  }

  package let name: String
  private let looks: [Style: Look]

  /// The look of a style; plain if the theme does not define it.
  package func look(of style: Style) -> Look { looks[style] ?? Look() }

  /// Whether it needs a terminal with colours.
  package var usesColor: Bool {
    looks.values.contains { $0.foreground != nil || $0.background != nil }
  }

  /// Every theme.
  ///
  /// To add one, add a row; styles that it does not define are as in `base`.
  package static let all = [standard, monochrome]

  package static let standard = Theme(
    "standard",
    [
      .emphasis: Look(.bold),
      .dim: Look(.dim),
      .meter: Look(.green),
      .warning: Look(.yellow, .bold),
      .error: Look(.red, .bold),
      .heading: Look(.underline),
      .sortedHeading: Look([.underline, .bold]),
      .selected: Look(.reverse),
      .fresh: Look(.green, .bold),
      .tagged: Look(.magenta, .bold),
      .gone: Look(.dim),
      .key: Look(.cyan, .bold),
      .focusedButton: Look(.reverse),
      .offset: Look(.cyan),
      .zeroByte: Look(.dim),
      .spaceByte: Look(.green),
      .controlByte: Look(.magenta),
      .highByte: Look(.yellow),
      .freshByte: Look(.red, [.bold, .underline]),
      .fadingByte: Look(.red, .underline),
      .differentByte: Look(.cyan, [.bold, .underline]),
      .matchByte: Look(.yellow, .reverse),
      .byteCursor: Look(.reverse),
      .changedByteCursor: Look([.reverse, .underline, .bold]),
      .otherSideCursor: Look(.bold),
    ])

  /// For `NO_COLOR` and for terminals without colours: attributes alone.
  package static let monochrome = Theme(
    "monochrome", [.matchByte: Look(.bold)], over: standard.withoutColor)

  init(_ name: String, _ looks: [Style: Look], over base: [Style: Look] = [:]) {
    self.name = name
    self.looks = base.merging(looks) { _, new in new }
  }

  private var withoutColor: [Style: Look] { looks.mapValues { Look($0.attributes) } }
}

extension Theme.Look {
  fileprivate init(_ attributes: Theme.Attributes) { self.init(nil, attributes) }
}
