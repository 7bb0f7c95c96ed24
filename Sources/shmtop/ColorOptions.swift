internal import ArgumentParser
internal import Canvas
internal import Glibc

/// The colours of the monitor.
struct ColorOptions: ParsableArguments {
  @Option(
    name: .customLong("theme"),
    help: """
      Colours: default (on those of the terminal), dark, light, high-contrast, or plain (none).
      """,
    completion: Completions.themes)
  var wanted: ThemeArgument?

  @Option(help: "Use colours: auto (unless NO_COLOR is set), always, or never.")
  var color = When.auto

  /// When there are colours.
  enum When: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  /// The theme to use; the settings file can name one.
  func theme(chosen: String?) -> Theme {
    let theme = wanted?.theme ?? chosen.flatMap(Theme.init(named:)) ?? .standard
    return switch color {
    case .always: theme
    case .never: .plain
    case .auto: Self.isForbidden ? .plain : theme
    }
  }

  /// Whether lines on standard output have colours.
  static func appliesToOutput(_ when: When) -> Bool {
    switch when {
    case .always: true
    case .never: false
    case .auto: StandardOutput.isTerminal && !isForbidden && !isDumb
    }
  }

  /// Whether the terminal cannot show them.
  private static var isDumb: Bool { getenv("TERM").map { strcmp($0, "dumb") == 0 } ?? true }

  /// Whether the user wants no colours: <https://no-color.org>.
  ///
  /// Any value but an empty one counts.
  private static var isForbidden: Bool { getenv("NO_COLOR").map { $0.pointee != 0 } ?? false }
}

/// A theme as an argument.
struct ThemeArgument: ExpressibleByArgument {
  let theme: Theme

  init(theme: Theme) { self.theme = theme }

  init?(argument: String) {
    guard let theme = Theme(named: argument) else { return nil }
    self.theme = theme
  }

  var defaultValueDescription: String { theme.name }

  static var allValueStrings: [String] { Theme.all.map(\.name) }
}
