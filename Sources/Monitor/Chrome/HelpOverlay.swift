internal import Canvas
internal import SafeText

/// Help: a page of the keys of the screen below it, and the pages that the screen adds.
struct HelpOverlay: Overlay {
  private let pages: [HelpPage]
  private var page = 0
  /// The first row on the screen.
  private var top = 0

  init(of screen: some Screen, _ context: Context) {
    pages = [.keys(of: screen, context)] + screen.helpPages(context)
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      KeyBinding(fixed: .tab, label: "next page", meaning: "the next page") { help, _ in
        help.turn(1)
      },
      KeyBinding(fixed: .backTab, meaning: "the previous page") { help, _ in help.turn(-1) },
      KeyBinding(.right, keys: [.right, .character("l")], meaning: "the next page") { help, _ in
        help.turn(1)
      },
      KeyBinding(.left, keys: [.left, .character("h")], meaning: "the previous page") { help, _ in
        help.turn(-1)
      },
    ]
    + KeyBinding.moving { step, help, context in
      let height = help.height(context.size)
      let last = max(0, help.rows(for: context.size).count - height)
      switch step {
      case .up: help.top = max(0, help.top - 1)
      case .down: help.top = min(last, help.top + 1)
      case .pageUp: help.top = max(0, help.top - height)
      case .pageDown: help.top = min(last, help.top + height)
      case .top: help.top = 0
      case .bottom: help.top = last
      }
    } + KeyBinding.leaving()

  private mutating func turn(_ step: Int) {
    page = (page + step + pages.count) % pages.count
    top = 0
  }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let rows = rows(for: context.size)
    let height = height(context.size)
    let last = max(0, rows.count - height)
    let top = min(top, last)
    var box = Box(
      title: "Help \(page + 1)/\(pages.count): \(pages[page].name)", lines: rows, top: top,
      widest: Self.widest, charset: context.charset)
    box.more = (top > 0, top < last)
    box.scrollKeys = (context.key(of: .pageUp), context.key(of: .pageDown))
    box.draw(in: Self.part(context.size), &frame)
  }

  /// The part of the screen for help: all but the footer, which names the keys of help.
  private static func part(_ size: Size) -> Rectangle {
    let rows = size.rows - Layout(size: size).footer.rows
    return Rectangle(row: 0, column: 0, rows: rows, columns: size.columns)
  }

  /// The rows of a page that fit.
  private func height(_ size: Size) -> Int { max(1, Self.part(size).rows - 2) }

  private static let widest = 160

  /// The lines of the page for a screen of this size, in as few columns as fit its rows.
  private func rows(for size: Size) -> [Box.Line] {
    let room = max(1, min(Self.widest, size.columns - 4))
    let lines = pages[page].lines
    var best: [Box.Line] = []
    for count in 1...3 {
      let width = (room - (count - 1) * Self.gap) / count
      guard count == 1 || width >= Self.narrowestColumn else { break }
      let indent = count == 1 || width >= 56 ? Box.Line.entryIndent : Self.narrowIndent
      let rows = lines.map { $0.indented(to: indent).wrapped(to: min(72, width)) }
      let height = max(1, (rows.reduce(0) { $0 + $1.count } + count - 1) / count)
      let columns = Self.flow(rows, into: count, atLeast: height)
      let made = Self.beside(columns, width: min(72, width))
      if best.isEmpty || made.count < best.count { best = made }
      if best.count <= self.height(size) { break }
    }
    return best
  }

  private static let gap = 2
  private static let narrowestColumn = 36
  private static let narrowIndent = 13

  /// Fills columns with entries, none of which is split; all are as low as possible.
  private static func flow(
    _ entries: [[Box.Line]], into count: Int, atLeast height: Int
  ) -> [[Box.Line]] {
    guard count > 1 else { return [entries.flatMap(\.self)] }
    for height in height... {
      var columns: [[Box.Line]] = [[]]
      for entry in entries {
        let used = columns[columns.count - 1].count
        if used > 0, used + entry.count > height { columns.append([]) }
        columns[columns.count - 1] += entry
      }
      if columns.count <= count { return columns }
    }
    return []
  }

  /// Puts columns beside each other.
  private static func beside(_ columns: [[Box.Line]], width: Int) -> [Box.Line] {
    guard columns.count > 1 else { return columns.first ?? [] }
    return (0..<(columns.map(\.count).max() ?? 0)).map { row in
      var text = DisplayText()
      for (index, column) in columns.enumerated() where row < column.count {
        text.pad(to: index * (width + gap))
        text.append(column[row].text)
      }
      return Box.Line(text: text)
    }
  }
}

extension Box.Line {
  /// The column of the meanings.
  static let entryIndent = 16

  /// A name and its meaning, as help lists them.
  init(entry name: DisplayText, _ meaning: DisplayText, style: Style = .dialog) {
    var text = name
    text.pad(to: Self.entryIndent)
    text.append(meaning)
    self.init(text: text, style: style, indent: Self.entryIndent, name: name, meaning: meaning)
  }

  /// The same entry with its meaning at another column, as far as the name leaves room.
  fileprivate func indented(to column: Int) -> Box.Line {
    guard indent > 0, column != indent, let name, let meaning else { return self }
    var text = name
    if name.columns < column { text.pad(to: column) } else { text.append(literal: " ") }
    text.append(meaning)
    return Box.Line(text: text, style: style, indent: column)
  }
}
