internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

/// A page of help: a name, and lines in one column or, if they are short, in several.
struct HelpPage {
  let name: DisplayText
  let lines: [Box.Line]

  /// The keys that can act on a screen now; two that belong together share a line.
  static func keys(of screen: some Screen, _ context: Context) -> HelpPage {
    let helps = screen.activeKeys(context).filter { !$0.keys.isEmpty || $0.action == .quit }
    let lines = helps.lines.map { line in
      let keys = line.keys + (line.action == .quit ? [.control("c")] : [])
      var text = DisplayText()
      for (index, key) in keys.enumerated() {
        if index > 0 { text.append(literal: " ") }
        text.append(key.text)
      }
      return Box.Line(entry: text, line.meaning)
    }
    return HelpPage(name: "keys", lines: lines)
  }

  /// What states, signs and colours mean.
  static func signs(_ context: Context) -> HelpPage {
    let charset = context.charset
    func glyph(_ glyph: Glyph, _ meaning: DisplayText, _ style: Style = .dialog) -> Box.Line {
      Box.Line(entry: glyph.text(in: charset), meaning, style: style)
    }
    var bounds = Glyph.atLeast.text(in: charset)
    bounds.append(literal: " ")
    bounds.append(.atMost, in: charset)
    return HelpPage(
      name: "states and signs",
      lines: Verdict.State.allCases.map { Box.Line(entry: $0.text, $0.meaning) } + [
        Box.Line(text: ""), Box.Line(entry: "?", "not known, or not looked at"),
        Box.Line(entry: bounds, "at least, at most: a part could not be seen"),
        glyph(.warning, "it costs something, or a limit is near its end", .warning),
        glyph(.ellipsis, "a text is cut here; the details show all of it"), Box.Line(text: ""),
        Box.Line(entry: "+", "a new row", style: .fresh),
        Box.Line(entry: "-", "a row whose segment is gone", style: .gone),
        Box.Line(entry: "*", "a tagged row; the tag stays with its segment", style: .tagged),
        Box.Line(entry: ":", "a group that is tagged in part", style: .tagged),
        Box.Line(entry: "~", "its size, memory or attachments have just changed"),
        Box.Line(
          entry: ">", "a row of the range that \(context.key(of: .range)) started", style: .tagged),
        Box.Line(entry: "this colour", "removed or orphan, or near a limit", style: .warning),
        Box.Line(entry: "this colour", "something failed", style: .error),
      ])
  }

  /// The meaning of columns.
  static func columns(_ lines: [Box.Line]) -> HelpPage { HelpPage(name: "columns", lines: lines) }
}

extension Verdict.State {
  /// What it means for removal, in a few words.
  fileprivate var meaning: DisplayText {
    switch self {
    case .removed: "its name is gone, but a holder keeps the memory"
    case .inUse: "at least one process holds it"
    case .unknown: "no holder was seen, but not every process could be read"
    case .idle: "no holder, but do not remove it yet: the details say why"
    case .orphan: "no holder, and no process is left that would use it"
    }
  }
}
