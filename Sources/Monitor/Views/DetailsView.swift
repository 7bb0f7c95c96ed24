internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// One fact of the details screen.
  struct DetailLine: Equatable {
    let name: DisplayText
    let value: DisplayText
    let meaning: DisplayText
  }

  /// All facts of a segment but those that its kind does not have.
  func detailLines(_ details: DetailsState) -> [DetailLine] {
    var exact = writing
    exact.units = .bytes
    let facts = Field.all.filter { $0 != .holders }.compactMap { field -> DetailLine? in
      var value = field.text(of: details.segment, writing)
      guard value != "-" else { return nil }
      let bytes = field.text(of: details.segment, exact)
      if bytes != value {
        value.append(words: " (")
        value.append(bytes)
        value.append(words: ")")
      }
      return DetailLine(name: field.name, value: value, meaning: field.meaning)
    }
    return facts + holderLines(details.segment)
  }

  /// The processes that hold the segment, and how sure that is.
  private func holderLines(_ segment: Segment) -> [DetailLine] {
    guard let holders = segment.holders, let survey = rows?.snapshot.survey else { return [] }
    var summary = DisplayText()
    summary.append(counted: holders.count, "holder")
    summary.append(words: " found")
    var meaning = DisplayText()
    meaning.append(surveyOf: survey, now: writing.now)
    let heading = DetailLine(name: "HOLDERS", value: summary, meaning: meaning)
    return [heading]
      + holders.map { holder in
        var value = DisplayText()
        value.append(escaping: holder.command, in: settings.charset)
        value.append(words: ", ")
        value.append(holder.user, writing)
        var meaning = DisplayText()
        meaning.append(counted: holder.attachments, "attachment")
        meaning.append(words: ", ")
        meaning.append(counted: holder.descriptors, "descriptor")
        meaning.append(holder.isWritable ? ", rw" : ", r")
        return DetailLine(name: "\(holder.process.rawValue)", value: value, meaning: meaning)
      }
  }

  func drawDetails(_ details: DetailsState, in part: Rectangle, _ frame: inout Frame) {
    let lines = detailLines(details)
    let valueWidth = max(20, lines.reduce(0) { max($0, $1.value.columns) })
    for (offset, line) in lines.dropFirst(details.top).prefix(part.rows).enumerated() {
      let row = part.row + offset
      frame.draw(line.name, row: row, column: 1, in: part, style: .key)
      let room = part.columns - 9
      let value = line.value.elided(
        to: room, mark: Glyph.ellipsis.text(in: settings.charset))
      frame.draw(value, row: row, column: 9, in: part)
      let meaningColumn = 9 + min(valueWidth, 32) + 2
      if value.columns <= meaningColumn - 11 {
        frame.draw(line.meaning, row: row, column: meaningColumn, in: part, style: .dim)
      }
    }
  }
}
