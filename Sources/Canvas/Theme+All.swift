extension Theme {
  /// The attributes of styles, which all themes have.
  static let attributes: [Style: Look] = [
    .emphasis: Look(.bold),
    .warning: Look(.bold),
    .error: Look(.bold),
    .mistake: Look([.bold, .underline]),
    .heading: Look(.underline),
    .sortedHeading: Look([.underline, .bold]),
    .selected: Look(.reverse),
    .fresh: Look(.bold),
    .tagged: Look(.bold),
    .key: Look(.bold),
    .focusedButton: Look(.reverse),
    .freshByte: Look([.bold, .underline]),
    .fadingByte: Look(.underline),
    .differentByte: Look([.bold, .underline]),
    .editedByte: Look([.reverse, .underline]),
    .doubtfulEdit: Look([.reverse, .underline, .bold]),
    .matchByte: Look([.bold, .reverse]),
    .byteCursor: Look(.reverse),
    .changedByteCursor: Look([.reverse, .underline, .bold]),
    .otherSideCursor: Look(.bold),
  ]

  /// On the background of the terminal, which can be dark or light.
  ///
  /// Few colours can be read on both, and none of a terminal that has only eight.
  package static let standard = Theme("default", atLeast: .palette, colors(of: .onAny))

  package static let dark = Theme("dark", atLeast: .eight, colors(of: .onDark))

  package static let light = Theme("light", atLeast: .eight, colors(of: .onLight))

  /// Seven to one, for bright rooms and tired eyes.
  package static let highContrast = Theme("high-contrast", atLeast: .eight, colors(of: .onBlack))

  /// For `NO_COLOR` and for terminals without colours: attributes alone.
  package static let plain = Theme("plain", atLeast: .none, [.dim: Look(.dim), .gone: Look(.dim)])

  /// The colours of a theme by what they say.
  private struct Palette {
    var text: Color?
    var background: Color?
    let quiet: Color
    let good: Color
    let warning: Color
    let error: Color
    let key: Color
    let tag: Color
    let other: Color

    static let onAny = Palette(
      quiet: Color(0x767676), good: Color(0x00875f), warning: Color(0xaf5f5f),
      error: Color(0xd700af), key: Color(0x5f5fff), tag: Color(0xd700af), other: Color(0x875fd7))

    static let onDark = Palette(
      text: Color(0xd0d0d0), background: Color(0x121212), quiet: Color(0x9e9e9e),
      good: Color(0x5fd75f), warning: Color(0xffaf00), error: Color(0xff8787),
      key: Color(0x5fd7ff), tag: Color(0xff87ff), other: Color(0xffd787))

    static let onLight = Palette(
      text: Color(0x121212), background: Color(0xffffff), quiet: Color(0x5f5f5f),
      good: Color(0x005f00), warning: Color(0x870000), error: Color(0xd70000),
      key: Color(0x0000d7), tag: Color(0x5f00d7), other: Color(0x5f5f00))

    static let onBlack = Palette(
      text: Color(0xffffff), background: Color(0x000000), quiet: Color(0xd0d0d0),
      good: Color(0x5fff5f), warning: Color(0xffff00), error: Color(0xffafaf),
      key: Color(0x5fffff), tag: Color(0xffafff), other: Color(0xffff87))
  }

  private static func colors(of palette: Palette) -> [Style: Look] {
    [
      .plain: Look(palette.text, on: palette.background),
      .dim: Look(palette.quiet),
      .meter: Look(palette.good),
      .warning: Look(palette.warning),
      .error: Look(palette.error),
      .mistake: Look(palette.error),
      .fresh: Look(palette.good),
      .tagged: Look(palette.tag),
      .gone: Look(palette.quiet),
      .key: Look(palette.key),
      .offset: Look(palette.key),
      .zeroByte: Look(palette.quiet),
      .spaceByte: Look(palette.good),
      .controlByte: Look(palette.tag),
      .highByte: Look(palette.other),
      .freshByte: Look(palette.error),
      .fadingByte: Look(palette.warning),
      .differentByte: Look(palette.key),
      .editedByte: Look(palette.good),
      .doubtfulEdit: Look(palette.error),
      .matchByte: Look(palette.warning),
    ]
  }
}

extension Theme.Look {
  fileprivate init(_ attributes: Theme.Attributes) { self.init(nil, attributes) }
}
