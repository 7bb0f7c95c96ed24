internal import Canvas
internal import SafeText

/// Help: the keys of the screen below it, and the lines that the screen adds.
struct HelpOverlay: Overlay {
  private let lines: [Box.Line]
  /// The first row on the screen.
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
      let last = max(0, help.rows(columns: context.size.columns).count - height)
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
    let rows = rows(columns: part.columns)
    let height = max(0, part.rows - 2)
    let top = min(top, max(0, rows.count - height))
    Box(
      title: rows.count <= height ? "Help" : "Help: Up, Down, PgDn for more",
      lines: Array(rows.dropFirst(top).prefix(height)), charset: context.charset
    ).draw(in: part, &frame)
  }

  /// The lines, wrapped for a screen of this width.
  private func rows(columns: Int) -> [Box.Line] {
    lines.flatMap { $0.wrapped(to: max(1, min(72, columns - 4))) }
  }
}

extension Box.Line {
  /// The column of the meanings.
  private static let entryIndent = 16

  /// A name and its meaning, as help lists them.
  init(entry name: DisplayText, _ meaning: DisplayText, style: Style = .dialog) {
    var text = name
    text.pad(to: Self.entryIndent)
    text.append(meaning)
    self.init(text: text, style: style, indent: Self.entryIndent)
  }
}
