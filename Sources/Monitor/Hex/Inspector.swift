internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The bytes from the cursor on as numbers, a time and text.
struct Inspector {
  let values: ByteValues
  let isBigEndian: Bool
  /// Whether the key that changes the byte order acts; while bytes are edited, it types.
  let canSwitch: Bool
  /// A note in the title; `nil` for none.
  let note: DisplayText?
  let charset: Charset

  /// Draws the values.
  ///
  /// Each value has a fixed column, with room for its longest text, so that a change does not move the
  /// others.
  func draw(in part: Rectangle, _ frame: inout Frame) {
    guard !part.isEmpty else { return }
    drawTitle(in: part, &frame)
    let lines: [[(column: Int, name: DisplayText, value: DisplayText)]] = [
      [
        (1, "u8", number(values.integer(UInt8.self))),
        (9, "u16", number(values.integer(UInt16.self))),
        (22, "u32", number(values.integer(UInt32.self))),
        (38, "u64", number(values.integer(UInt64.self))),
      ],
      [
        (1, "i8", number(values.integer(Int8.self))),
        (9, "i16", number(values.integer(Int16.self))),
        (22, "i32", number(values.integer(Int32.self))),
        (38, "i64", number(values.integer(Int64.self))),
      ],
      [
        (1, "f32", float(values.float)), (22, "f64", float(values.double)),
        (52, "time_t", time(values.integer(Int64.self))),
      ],
      [(1, "utf-8", character), (28, "string", string)],
    ]
    for (index, line) in lines.enumerated() {
      for (position, (column, name, value)) in line.enumerated() {
        let row = part.row + 1 + index
        let end = frame.draw(name, row: row, column: column, in: part, style: .dim)
        let isLast = position + 1 == line.count
        let right = isLast ? part.right : min(part.right, line[position + 1].column - 1)
        let room = max(0, right - end - 1)
        frame.draw(
          value.elided(to: room, mark: Glyph.ellipsis.text(in: charset)), row: row,
          column: end + 1, in: part)
      }
    }
  }

  private func drawTitle(in part: Rectangle, _ frame: inout Frame) {
    var title = DisplayText()
    title.append(.horizontal, in: charset, count: 2)
    title.append(isBigEndian ? " big endian " : " little endian ")
    if canSwitch { title.append(isBigEndian ? "(e for little) " : "(e for big) ") }
    if let note {
      title.append(.horizontal, in: charset, count: 2)
      let room = part.columns - title.columns - 2
      let text = note.elided(to: max(0, room), mark: Glyph.ellipsis.text(in: charset))
      title.append(" \(text) ")
    }
    title.append(.horizontal, in: charset, count: part.columns - title.columns)
    frame.draw(title, row: part.row, column: 0, in: part, style: .dim)
  }

  private func number(_ value: (some BinaryInteger)?) -> DisplayText {
    value.map { "\($0)" } ?? "-"
  }

  private func float(_ value: (some BinaryFloatingPoint & CustomStringConvertible)?) -> DisplayText
  {
    value.map { DisplayText(escaping: $0.description.utf8, in: .ascii) } ?? "-"
  }

  /// A time in a year of up to four digits; other values are unlikely to be times.
  private func time(_ seconds: Int64?) -> DisplayText {
    guard let seconds, (0..<253_402_300_800).contains(seconds) else { return "-" }
    var text = DisplayText()
    text.append(iso8601: Timestamp(seconds: seconds))
    return text
  }

  private var character: DisplayText {
    guard let scalar = values.scalar else { return "-" }
    var text: DisplayText = "U+"
    text.append(hex: UInt64(scalar.value), width: 4)
    text.append(literal: " ")
    text.append(escaping: String(scalar).utf8, in: charset)
    return text
  }

  private var string: DisplayText {
    let (bytes, isEnded) = values.string
    guard !values.bytes.isEmpty else { return "-" }
    var text: DisplayText = "\""
    text.append(escaping: bytes, in: charset)
    text.append(literal: "\"")
    if !isEnded { text.append(.ellipsis, in: charset) }
    return text
  }
}
