import Canvas
import Testing

/// The looks of styles in every theme.
struct ThemeTests {
  @Test func `every theme has a name of its own`() {
    let names = Theme.all.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(!names.contains(""))
  }

  @Test(arguments: Theme.all.indices)
  func `colour is never the only sign of a warning`(index: Int) {
    let theme = Theme.all[index]
    let alerts: [Style] = [
      .warning, .error, .fresh, .tagged, .gone, .selected, .focusedButton, .sortedHeading,
      .freshByte, .fadingByte, .differentByte, .matchByte, .byteCursor, .changedByteCursor,
    ]
    for style in alerts {
      #expect(!theme.look(of: style).attributes.isEmpty, "\(theme.name) \(style)")
    }
    let pairs: [(Style, Style)] = [
      (.sortedHeading, .heading), (.focusedButton, .button), (.freshByte, .fadingByte),
      (.changedByteCursor, .byteCursor), (.byteCursor, .otherSideCursor), (.selected, .plain),
    ]
    for (one, other) in pairs {
      #expect(
        theme.look(of: one).attributes != theme.look(of: other).attributes,
        "\(theme.name) \(one) \(other)")
    }
  }

  @Test func `the theme without colours has none`() {
    #expect(!Theme.monochrome.usesColor)
    #expect(Theme.standard.usesColor)
    for style in Style.allCases {
      let look = Theme.monochrome.look(of: style)
      #expect(look.foreground == nil && look.background == nil, "\(style)")
    }
  }
}
