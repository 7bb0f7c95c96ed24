internal import Canvas
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory

/// The question before edited bytes are written.
///
/// What is written is fixed when it appears, and so are the bytes that must stand there: those that it shows.
struct WriteDialog: ConfirmationDialog {
  let segment: Segment
  let replacements: [ByteReplacement]
  var isActFocused = false
  var top = 0
  /// The offsets of bytes that the segment has changed since the question appeared.
  private var changed: Set<UInt64> = []

  /// The parts that are listed, and the bytes of each.
  private static let (mostParts, mostBytes) = (4, 12)

  init(_ segment: Segment, _ replacements: [ByteReplacement]) {
    self.segment = segment
    self.replacements = replacements
  }

  mutating func act(_ context: inout Context) {
    context.dismiss()
    let replacements = replacements
    context.tell(HexScreen.self) { hex, context in hex.write(replacements, &context) }
  }

  /// Follows the bytes that the question has fixed: if one is another by now, the write is bound to fail.
  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .contentsRead(let session, .success(let page)) = event,
      session == context.hex.session
    else { return }
    for replacement in replacements {
      for (offset, before) in zip(replacement.range, replacement.before) {
        guard let now = page.byte(at: offset) else { continue }
        if now == before { changed.remove(offset) } else { changed.insert(offset) }
      }
    }
  }

  func box(_ context: Context) -> Box {
    Box(
      title: "Write these bytes?", subject: DisplayText(segment.identity.id, in: context.charset),
      lines: context.subject(segment) + [amount]
        + replacements.prefix(Self.mostParts).flatMap { lines($0, context) } + rest,
      pinned: changedSince + use(context),
      buttons: [("[ Cancel: Esc ]", !isActFocused), ("[ Write: y ]", isActFocused)],
      top: top, charset: context.charset)
  }

  private var amount: Box.Line {
    let count = replacements.reduce(0) { $0 + $1.after.count }
    return Box.Line(
      text: replacements.count == 1
        ? "\(counted: count, "byte"):" : "\(count) bytes in \(replacements.count) places:")
  }

  private var changedSince: [Box.Line] {
    guard !changed.isEmpty else { return [] }
    let verb: DisplayText = changed.count == 1 ? "has" : "have"
    return [
      Box.Line(
        text: """
          \(changed.count) of these bytes \(verb) changed since: cancel, and write again.
          """, style: .warning)
    ]
  }

  /// Who sees the bytes while they change.
  private func use(_ context: Context) -> [Box.Line] {
    let holders = segment.holders ?? []
    switch segment.verdict?.state {
    case .inUse, .removed:
      let text: DisplayText =
        holders.isEmpty
        ? "In use: a holder can read the bytes half-written."
        : """
        In use by \(Segment.names(of: holders, context.format)): a holder can read the bytes \
        half-written.
        """
      return [Box.Line(text: text, style: .warning)]
    case .unknown, nil:
      return [
        Box.Line(text: "It may be in use: not all processes could be read.", style: .warning)
      ]
    case .idle, .orphan: return []
    }
  }

  /// The bytes of a part before and after, as digits.
  private func lines(_ part: ByteReplacement, _ context: Context) -> [Box.Line] {
    var place: DisplayText = "0x"
    place.append(hex: part.offset)
    return [
      line("\(place) before: ", part.before, context),
      line("\(place) after:  ", part.after, context, style: .emphasis),
    ]
  }

  private func line(
    _ start: DisplayText, _ bytes: [UInt8], _ context: Context, style: Style = .dialog
  ) -> Box.Line {
    var text = start
    for (index, byte) in bytes.prefix(Self.mostBytes).enumerated() {
      if index > 0 { text.append(literal: " ") }
      text.append(hex: UInt64(byte), width: 2)
    }
    if bytes.count > Self.mostBytes {
      text.append(" \(context.ellipsis) and \(bytes.count - Self.mostBytes) more")
    }
    return Box.Line(text: text, style: style, indent: start.columns)
  }

  /// How many parts are not listed, and on what condition all are written.
  private var rest: [Box.Line] {
    let left = replacements.count - Self.mostParts
    return (left > 0 ? [Box.Line(text: "and \(counted: left, "place") more")] : []) + [
      Box.Line(text: "If one of these bytes changes before it is written, the write stops.")
    ]
  }
}
