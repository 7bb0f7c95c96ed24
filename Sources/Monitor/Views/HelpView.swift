internal import Canvas
internal import SafeText
internal import Presentation

extension Monitor {
  func drawHelp(top: Int, in part: Rectangle, _ frame: inout Frame) {
    let lines = helpLines.dropFirst(top).prefix(max(0, part.rows - 2)).map { line in
      BoxView.Line(
        text: line.text.prefix(columns: max(1, min(72, part.columns - 4))), style: line.style)
    }
    let isAll = lines.count == helpLines.count
    BoxView(
      title: isAll ? "Help" : "Help: Up, Down, PgDn for more", lines: lines,
      charset: settings.charset
    ).draw(in: part, &frame)
  }

  /// The keys of the screen that help was asked on, then what the columns mean.
  var helpLines: [BoxView.Line] {
    let context: Keymap.Context =
      switch screen {
      case .table: .table
      case .details: .details
      case .processes: .processes
      case .process: .process
      case .contents: .contents
      }
    var lines: [BoxView.Line] = []
    for binding in Keymap.bindings where binding.contexts.contains(context) && acts(binding) {
      var text = DisplayText()
      for (index, key) in binding.keys.enumerated() {
        if index > 0 { text.append(literal: " ") }
        text.append(key.text)
      }
      text.pad(to: 16)
      text.append(binding.meaning)
      lines.append(BoxView.Line(text: text))
    }
    lines.append(BoxView.Line(text: "^C              quit"))
    lines.append(BoxView.Line(text: ""))
    lines.append(BoxView.Line(text: context == .contents ? "Bytes" : "Columns", style: .emphasis))
    for (name, meaning) in helpColumns {
      var text = name
      text.pad(to: 16)
      text.append(meaning)
      lines.append(BoxView.Line(text: text))
    }
    guard context == .table else { return lines }
    lines.append(BoxView.Line(text: ""))
    lines += filterHelp
    lines.append(BoxView.Line(text: ""))
    lines.append(BoxView.Line(text: "A row with + is new, one with - is there no more."))
    lines.append(BoxView.Line(text: "A row with * is tagged, and stays so wherever it goes."))
    return lines
  }

  /// The columns, or the marks, of the screen that help was asked on, and what they mean.
  private var helpColumns: [(DisplayText, DisplayText)] {
    let fields = Columns.sortable.map { ($0.name, $0.meaning) }
    return switch screen {
    case .processes: ProcessColumn.allCases.map { ($0.heading, $0.meaning) }
    case .details, .process: fields + Self.holderColumns
    case .contents: bytesHelp
    case .table: fields
    }
  }

  /// What stands for bytes in the text beside them, and how they are marked.
  private var bytesHelp: [(DisplayText, DisplayText)] {
    let classes: [(Glyph, DisplayText)] = [
      (.zeroByte, "a byte that is 0"), (.spaceByte, "a tab or the end of a line"),
      (.controlByte, "another control character"), (.highByte, "a byte beyond ASCII"),
    ]
    return classes.map { ($0.text(in: settings.charset), $1) } + [
      ("[ ]", "what was found last"),
      (Glyph.bookmark.text(in: settings.charset), "a bookmark in this row"),
      ("underlined", "it has changed a moment ago, or differs from what Space pinned"),
      ("--", "a row in a hole: zeros, with no memory behind them"),
      ("*", "rows that are all like the row before them"),
    ] + MapView.meanings.map { ($0.text(in: settings.charset), $1) }
  }

  /// The columns of who holds a segment and what a process holds.
  private static let holderColumns: [(DisplayText, DisplayText)] = [
    ("FDS", "descriptors that the process has on it"),
    ("ACCESS", "rw where the process can write to it, else r"),
    (ProcessColumn.release.heading, ProcessColumn.release.meaning),
  ]
}
