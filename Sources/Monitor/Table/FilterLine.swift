internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The line of the filter: how many segments match, the filter, and what it hides.
struct FilterLine {
  let context: Context

  func draw(in part: Rectangle, _ frame: inout Frame) {
    var count: DisplayText = " filter"
    if let rows = context.model { count.append(" \(rows.shown)/\(rows.snapshot.segments.count)") }
    let column = frame.draw(count, row: part.row, column: part.column, in: part, style: .key) + 1
    var text = DisplayText()
    text.append(context.shownFilter, in: context.charset)
    var room = max(0, part.right - column)
    if let hidden = hidden(besides: text.columns, in: room) {
      frame.draw(
        hidden.text, row: part.row, column: part.right - hidden.text.columns, in: part,
        style: hidden.style)
      room -= hidden.text.columns + Self.gap
    }
    let mark = Glyph.ellipsis.text(in: context.charset)
    frame.draw(
      text.elided(to: room, mark: mark), row: part.row, column: column, in: part, style: .emphasis)
  }

  private static let gap = 2

  /// The longest text for which there is room, and which leaves room for most of the filter.
  private func hidden(besides filter: Int, in room: Int) -> (text: DisplayText, style: Style)? {
    guard let model = context.model, model.shown < model.snapshot.segments.count else { return nil }
    let (orphans, removed) = (model.hidden.orphans, model.hidden.removed)
    var parts: [(text: DisplayText, style: Style)] = []
    // Those may be what the user looks for.
    if let undecided = Self.undecided(model) { parts.append((undecided, .warning)) }
    if orphans.count > 0 {
      let text: DisplayText = "hides \(counted: orphans.count, "orphan")"
      let sized: DisplayText = "\(text), \(bytes(orphans.allocated))"
      if removed.count > 0 {
        let both: DisplayText = "\(sized); \(removed.count) removed, \(bytes(removed.allocated))"
        parts.append((both, .warning))
      }
      parts += [(sized, .warning), (text, .warning)]
    } else if removed.count > 0 {
      let text: DisplayText = "hides \(removed.count) removed"
      parts += [("\(text), \(bytes(removed.allocated))", .warning), (text, .warning)]
    } else {
      parts = [("hides \(bytes(model.hidden.allocated))", .dim)]
    }
    return parts.first { $0.text.columns + Self.gap + min(filter, Self.leastFilter) <= room }
  }

  /// The number of segments for which the filter could not be decided: `the holders of 5 are not known`.
  static func undecided(_ model: TableModel) -> DisplayText? {
    guard model.undecided > 0 else { return nil }
    let what: DisplayText =
      model.sortAndFilter.filter.asksForHolders ? "holders" : "states"
    return model.undecided == 1 && what == "states"
      ? "the state of 1 is not known" : "the \(what) of \(model.undecided) are not known"
  }

  private func bytes(_ estimate: ByteEstimate) -> DisplayText {
    var text = DisplayText()
    text.append(estimate, context.format)
    return text
  }

  /// Columns of the filter that stay, if it is longer.
  private static let leastFilter = 24

  /// The filter words, for help.
  static func help(_ context: Context) -> [Box.Line] {
    let examples: [(DisplayText, DisplayText)] = [
      ("psm", "names that contain psm, as NAME shows them"),
      ("/psm", "names that start with psm"),
      ("size>1M", "one of = != < <= > >= before a number"),
      ("psm size>1M", "words side by side, or with and: all must match"),
      ("pid=1 pid=2", "but a word given twice with = matches either value"),
      ("!psm, not psm", "the opposite; what is not known matches neither"),
      ("a or (b !c)", "either; parentheses group"),
      ("name=\"a b\"", "quotes, or a backslash before a character, take it as it is"),
    ]
    let title: DisplayText =
      "Filters, for \(context.key(of: .filter)), \(context.key(of: .find)) and --where"
    var lines = [Box.Line(text: title, style: .emphasis)]
    lines += examples.map { Box.Line(entry: $0, $1) }
    for word in FilterWord.options {
      lines.append(Box.Line(entry: "\(word.name)\(sign(of: word))", word.meaning))
      lines.append(Box.Line(entry: DisplayText(), word.takes, style: .dim))
    }
    // Their meanings stand among the columns, or in the help of the list.
    let others = FilterWord.all.filter { !FilterWord.options.contains($0) }
    let ordered = others.filter(\.isOrdered)
    let texts = others.filter { !$0.isOrdered }
    return lines + [
      Box.Line(entry: "numbers", names(of: ordered)), Box.Line(entry: "patterns", names(of: texts)),
    ]
  }

  private static func names(of words: [FilterWord]) -> DisplayText {
    words.enumerated().reduce(into: DisplayText()) { text, word in
      if word.offset > 0 { text.append(literal: " ") }
      text.append(word.element.name)
    }
  }

  /// The sign that fits a word best.
  private static func sign(of word: FilterWord) -> DisplayText {
    word.comparisons.contains(.greater) ? ">" : "="
  }
}

extension Context {
  /// The filter of the rows on the screen; rows of a new filter may not have come yet.
  var shownFilter: Filter { model?.sortAndFilter.filter ?? order.filter }
}
