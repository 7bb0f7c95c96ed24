internal import Canvas
internal import SafeText

/// The keys of the screen that help was asked on, and what it says below them.
struct HelpOverlay: Overlay {
  private let lines: [Box.Line]
  /// The first line on the screen.
  private var top = 0

  init(of screen: some Screen, _ context: Context) {
    var lines = screen.activeKeys(context).map { help in
      var text = DisplayText()
      for (index, key) in help.keys.enumerated() {
        if index > 0 { text.append(literal: " ") }
        text.append(key.text)
      }
      return Box.Line(entry: text, help.meaning)
    }
    lines.append(Box.Line(entry: "^C", "quit"))
    lines.append(Box.Line(text: ""))
    self.lines = lines + screen.helpLines(context)
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    KeyBinding.moving { step, help, context in
      let height = max(1, context.size.rows - 2)
      let last = max(0, help.lines.count - height)
      switch step {
      case .up: help.top = max(0, help.top - 1)
      case .down: help.top = min(last, help.top + 1)
      case .pageUp: help.top = max(0, help.top - height)
      case .pageDown: help.top = min(last, help.top + height)
      case .top: help.top = 0
      case .bottom: help.top = last
      }
    } + [.leaving(), .repaint]

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let part = frame.bounds
    let visible = lines.dropFirst(top).prefix(max(0, part.rows - 2)).map { line in
      Box.Line(
        text: line.text.prefix(columns: max(1, min(72, part.columns - 4))), style: line.style)
    }
    Box(
      title: visible.count == lines.count ? "Help" : "Help: Up, Down, PgDn for more",
      lines: visible, charset: context.charset
    ).draw(in: part, &frame)
  }
}

extension Box.Line {
  /// A name and what it means, as help lists them.
  init(entry name: DisplayText, _ meaning: DisplayText, style: Style = .dialog) {
    var text = name
    text.pad(to: 16)
    text.append(meaning)
    self.init(text: text, style: style)
  }
}
