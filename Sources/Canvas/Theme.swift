/// The look of every style: one row of ``Theme/all``.
///
/// Nothing important is shown by colour alone: a warning is bold in every theme. Text has a contrast of
/// at least 4.5 to 1 to its background, as WCAG 2.2 asks for. A theme either paints its own background,
/// or has colours that can be read on black and on white.
package struct Theme: Sendable {
  /// The colours and attributes of a style.
  package struct Look: Hashable, Sendable {
    /// The text colour; `nil` for the theme's, or else the terminal's.
    package var foreground: Color?
    /// The background colour; `nil` for the theme's, or else the terminal's.
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

  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let reverse = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
  }

  /// The name, as it is given to `--theme`.
  package let name: String
  /// The fewest colours that it needs.
  private let depth: Color.Depth
  private let looks: [Style: Look]

  /// The look of a style.
  package func look(of style: Style) -> Look {
    var look = looks[style] ?? Look()
    let base = looks[.plain] ?? Look()
    look.foreground = look.foreground ?? base.foreground
    look.background = look.background ?? base.background
    return look
  }

  /// The theme for a terminal of this depth: ``plain`` if that shows too few colours for it.
  package func adapted(to depth: Color.Depth) -> Theme {
    switch (self.depth, depth) {
    case (.none, _), (.eight, .eight), (.eight, .palette), (.eight, .direct), (.palette, .palette),
      (.palette, .direct), (.direct, .direct):
      self
    default: .plain
    }
  }

  /// Every theme.
  ///
  /// To add one, add a row.
  package static let all = [standard, dark, light, highContrast, plain]

  /// The theme with this name.
  package init?(named name: String) {
    guard let theme = Self.all.first(where: { $0.name == name }) else { return nil }
    self = theme
  }

  init(_ name: String, atLeast depth: Color.Depth, _ looks: [Style: Look]) {
    self.name = name
    self.depth = depth
    self.looks = Self.attributes.merging(looks) { attributes, look in
      Look(look.foreground, on: look.background, attributes.attributes.union(look.attributes))
    }
  }
}
