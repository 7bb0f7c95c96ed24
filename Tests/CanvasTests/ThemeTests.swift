import Canvas
import Glibc
import Testing

/// The looks of styles in every theme.
struct ThemeTests {
  private static let depths = Color.Depth.allCases

  @Test func `every theme has a name of its own`() {
    let names = Theme.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(Theme(named: name)?.name == name) }
    #expect(Theme(named: "") == nil)
  }

  @Test(arguments: Theme.all.indices)
  func `colour is never the only sign of a warning`(index: Int) {
    let theme = Theme.all[index]
    // A row that is gone has a mark.
    let alerts: [Style] = [
      .warning, .error, .fresh, .tagged, .selected, .focusedButton, .sortedHeading,
      .freshByte, .fadingByte, .differentByte, .matchByte, .byteCursor, .changedByteCursor,
    ]
    for style in alerts {
      #expect(!theme.look(of: style).attributes.isEmpty, "\(theme.name) \(style)")
    }
    let pairs: [(Style, Style)] = [
      (.sortedHeading, .heading), (.focusedButton, .button), (.freshByte, .fadingByte),
      (.changedByteCursor, .byteCursor), (.byteCursor, .otherSideCursor), (.selected, .plain),
      (.matchByte, .byteCursor),
    ]
    for (one, other) in pairs {
      #expect(
        theme.look(of: one).attributes != theme.look(of: other).attributes,
        "\(theme.name) \(one) \(other)")
    }
  }

  @Test(arguments: Theme.all.indices, depths)
  func `text can be read on its background`(index: Int, depth: Color.Depth) {
    let theme = Theme.all[index].adapted(to: depth)
    let goal = theme.name == "high-contrast" ? 7.0 : 4.5
    for style in Style.allCases {
      let look = theme.look(of: style)
      guard let foreground = look.foreground?.shown(in: depth) else { continue }
      // What the terminal has if the theme does not say.
      let backgrounds = look.background.map { [$0.shown(in: depth)] } ?? [black, white]
      for background in backgrounds {
        let contrast = contrast(foreground, background)
        #expect(contrast >= goal, "\(theme.name) \(style) \(contrast)")
        // A terminal shows dim text with about half of its contrast.
        #expect(!look.attributes.contains(.dim), "\(theme.name) \(style)")
      }
    }
  }

  @Test func `a theme needs a terminal that can show it`() {
    for theme in Theme.all {
      #expect(theme.adapted(to: .none).name == "plain")
      #expect(theme.adapted(to: .direct).name == theme.name)
    }
    #expect(Theme.standard.adapted(to: .eight).name == "plain")
    #expect(Theme.standard.adapted(to: .palette).name == "default")
    #expect(Theme.light.adapted(to: .eight).name == "light")
  }

  @Test func `the theme without colours has none`() {
    for style in Style.allCases {
      let look = Theme.plain.look(of: style)
      #expect(look.foreground == nil && look.background == nil, "\(style)")
    }
  }

  private let black = Color(0x000000)
  private let white = Color(0xffffff)

  /// The contrast ratio of WCAG 2.2, 1 to 21.
  private func contrast(_ one: Color, _ other: Color) -> Double {
    let values = [luminance(one) + 0.05, luminance(other) + 0.05]
    return max(values[0], values[1]) / min(values[0], values[1])
  }

  /// The relative luminance of WCAG 2.2, 0 to 1.
  private func luminance(_ color: Color) -> Double {
    0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }

  private func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}
