internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// A line of the details screen: pieces of text, each with a style.
struct DetailLine: Equatable {
  struct Piece: Equatable {
    let text: DisplayText
    var style = Style.plain
  }

  var pieces: [Piece] = []
  /// The holder that the line is about, if signals can be sent to it.
  var holder: HolderID?

  init() {}

  init(_ text: DisplayText, _ style: Style = .plain) {
    pieces = [Piece(text: text, style: style)]
  }

  mutating func append(_ text: DisplayText, _ style: Style = .plain) {
    pieces.append(Piece(text: text, style: style))
  }
}

/// A report on a segment in lines of `width` columns.
struct DetailLines {
  let report: SegmentReport
  let state: Verdict.State?
  let holders: [Holder]
  let width: Int
  let charset: Charset

  var all: [DetailLine] {
    var lines = verdictLines
    lines += (report.whenFreed?.wrapped(to: width) ?? []).map { DetailLine($0, .emphasis) }
    lines.append(DetailLine())
    lines += holderLines
    if !(report.application + report.contents).isEmpty { lines.append(DetailLine()) }
    lines += report.application.flatMap { $0.wrapped(to: width) }.map { DetailLine($0) }
    lines += report.contents.flatMap { $0.wrapped(to: width) }.map {
      DetailLine($0, report.isSuspicious ? .warning : .plain)
    }
    lines.append(DetailLine())
    return lines + factLines
  }

  /// The state, with the reasons beside it.
  private var verdictLines: [DetailLine] {
    let indent = report.state.columns + 2
    let reasons = report.reasons.flatMap { $0.wrapped(to: max(2, width - indent)) }
    return reasons.enumerated().map { index, reason in
      var name = index == 0 ? report.state : DisplayText()
      name.pad(to: indent)
      var line = DetailLine(name, state.isAlarming ? .warning : .emphasis)
      line.append(reason)
      return line
    }
  }

  /// The summary and the table of the holders.
  private var holderLines: [DetailLine] {
    let summary: DisplayText = "Holders: \(report.holders)"
    var lines = summary.wrapped(to: width).map { DetailLine($0, .key) }
    guard let table = report.holderTable else { return lines }
    let places = table.places(in: width)
    lines.append(DetailLine(table.headings(at: places), .dim))
    let mark = Glyph.ellipsis.text(in: charset)
    for row in table.rows.indices {
      var line = DetailLine(table.line(row, at: places, mark: mark))
      if holders.indices.contains(row) { line.holder = HolderID(holders[row]) }
      lines.append(line)
    }
    return lines + (report.freedTogether?.wrapped(to: width) ?? []).map { DetailLine($0) }
  }

  /// The facts, with their meaning if there is room.
  private var factLines: [DetailLine] {
    let facts = report.facts
    let nameWidth = facts.reduce(0) { max($0, $1.name.columns) } + 2
    let valueWidth = min(32, max(20, facts.reduce(0) { max($0, $1.value.columns) })) + 2
    return facts.flatMap { fact in
      var name = fact.name
      name.pad(to: nameWidth)
      // A name can have 255 bytes, each shown as an escape: it is wrapped, never cut.
      let values = fact.value.wrapped(to: max(2, width - nameWidth))
      var lines = values.enumerated().map { index, value in
        var start = index == 0 ? name : DisplayText()
        start.pad(to: nameWidth)
        var line = DetailLine(start, .key)
        line.append(value)
        return line
      }
      let room = width - nameWidth - valueWidth
      guard lines.count == 1, fact.value.columns <= valueWidth - 2, room >= Self.leastMeaning else {
        return lines
      }
      var padding = DisplayText()
      padding.pad(to: valueWidth - fact.value.columns)
      lines[0].append(padding)
      lines[0].append(
        fact.meaning.shortened(to: room, mark: Glyph.ellipsis.text(in: charset)), .dim)
      return lines
    }
  }

  /// The minimum room for a meaning, in columns.
  private static let leastMeaning = 20
}

extension Verdict.State? {
  /// Whether it may need action.
  fileprivate var isAlarming: Bool { self == .removed || self == .orphan }
}
