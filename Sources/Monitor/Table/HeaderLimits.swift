internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The limits of shared memory in one row, the one nearest to being used up first.
///
/// The first always has its percentage. Limits are shortened to a name and a percentage before any is left
/// out, the first as the last.
struct HeaderLimits {
  let limits: [ResourceLimit]
  let format: FormatOptions

  /// The columns of the first limit if it is short.
  var least: Int {
    limits.first.map { Entry($0, name: $0.resource.name, after(name: $0)).columns } ?? 0
  }

  /// Draws the limits that fit, and returns the column after them.
  @discardableResult
  func draw(row: Int, in part: Rectangle, _ frame: inout Frame) -> Int {
    var entries = limits.map { Entry($0, name: $0.resource.name, after(name: $0)) }
    while entries.count > 1, Self.columns(of: entries) > part.columns { entries.removeLast() }
    for index in entries.indices {
      entries[index].text = text(of: limits[index])
      if Self.columns(of: entries) > part.columns && (index > 0 || entries.count == 1) {
        entries[index].text = limits[index].resource.name
      }
    }
    while entries.count > 1, Self.columns(of: entries) > part.columns { entries.removeLast() }
    var room = part.columns - Self.columns(of: entries)
    var column = part.column
    for entry in entries {
      let bar = entry.limit.percent == nil || room < 4 + Self.barEnds ? 0 : min(room - 3, 24)
      room -= bar > 0 ? bar + Self.barEnds : 0
      column = draw(entry, bar: bar, row: row, column: column, in: part, &frame) + 2
    }
    return max(part.column, column - 2)
  }

  /// The columns of a bar beside its cells.
  private static let barEnds = 3

  /// A limit as it is drawn.
  private struct Entry {
    let limit: ResourceLimit
    var text: DisplayText
    let end: DisplayText

    init(_ limit: ResourceLimit, name: DisplayText, _ end: DisplayText) {
      self.limit = limit
      text = name
      self.end = end
    }

    var columns: Int { text.columns + end.columns }
  }

  private static func columns(of entries: [Entry]) -> Int {
    entries.reduce(-2) { $0 + $1.columns + 2 }
  }

  private func draw(
    _ entry: Entry, bar width: Int, row: Int, column: Int, in part: Rectangle,
    _ frame: inout Frame
  ) -> Int {
    let style: Style = entry.limit.isAlarming ? .warning : .plain
    var column = frame.draw(entry.text, row: row, column: column, in: part, style: style)
    if width > 0 {
      let filled = Meter(used: entry.limit.used ?? 0, of: entry.limit.limit ?? 0).filled(of: width)
      column = frame.draw("[", row: row, column: column + 1, in: part, style: .dim)
      var bar = DisplayText()
      bar.append(.meterFull, in: format.charset, count: filled)
      column = frame.draw(
        bar, row: row, column: column, in: part,
        style: entry.limit.isNearlyUsedUp ? .warning : .meter)
      bar = DisplayText()
      bar.append(.meterEmpty, in: format.charset, count: width - filled)
      column = frame.draw(bar, row: row, column: column, in: part, style: .dim)
      column = frame.draw("]", row: row, column: column, in: part, style: .dim)
    }
    return frame.draw(entry.end, row: row, column: column, in: part, style: style)
  }

  /// The name, what is used, and the limit: `sysv segments 812 of 4096`.
  private func text(of limit: ResourceLimit) -> DisplayText {
    var text = limit.resource.name
    text.append(literal: " ")
    if limit.isUnlimited {
      text.append(literal: "unlimited")
      return text
    }
    text.append(limit.used, of: limit.resource, format)
    guard limit.limit != nil else { return text }
    text.append(literal: " of ")
    text.append(limit.limit, of: limit.resource, format)
    return text
  }

  /// What follows the text and the bar: the percentage, and whether it is alarming.
  private func after(name limit: ResourceLimit) -> DisplayText {
    var text = DisplayText()
    if let percent = limit.percent { text.append(" \(percent)%") }
    if limit.isAlarming {
      text.append(literal: " ")
      text.append(.warning, in: format.charset)
    }
    return text
  }
}
