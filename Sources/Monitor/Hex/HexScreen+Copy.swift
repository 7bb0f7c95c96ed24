internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// Marking bytes, and copying them to the clipboard of the terminal.
extension HexScreen {
  static let copyKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .mark, meaning: "mark bytes, or stop"
    ) { hex, _ in hex.anchor = hex.anchor == nil && hex.segment.size > 0 ? hex.cursor : nil },
    KeyBinding(
      .copyBytes, meaning: "copy bytes as hex"
    ) { hex, context in hex.copyBytes(&context) },
    KeyBinding(.copyName, meaning: "copy its name") { hex, context in
      context.copyName(of: hex.segment)
    },
  ]

  /// The marked bytes, from where the mark began to the cursor; `nil` if none are marked.
  var marked: Range<UInt64>? {
    anchor.map { min($0, cursor)..<max(min($0, lastByte), cursor).addingSaturated(1) }
  }

  /// The bytes that stand out: the marked ones, or the last match.
  var emphasized: Range<UInt64>? { marked ?? match }

  /// The bytes that are copied.
  private var chosen: Range<UInt64> {
    if let emphasized, emphasized.contains(cursor) { return emphasized }
    return cursor..<min(segment.size, cursor.addingSaturated(Self.copied))
  }

  /// The number of bytes that are copied if none are marked.
  private static let copied: UInt64 = 16

  /// Copies bytes as two digits each, with spaces between them, as prompts take them.
  private func copyBytes(_ context: inout Context) {
    let range = chosen
    guard !range.isEmpty else { return context.say("nothing to copy: it has no bytes") }
    let known = page?.range ?? 0..<0
    let key = context.key(of: .saveBytes)
    guard known.clamped(to: range) == range, range.count <= Clipboard.most else {
      return context.say("too much to copy: \(range.count) bytes; \(key) saves them to a file")
    }
    var text = DisplayText()
    for offset in range {
      guard let byte = page?.byte(at: offset) else { break }
      if offset > range.lowerBound { text.append(literal: " ") }
      text.append(hex: UInt64(byte), width: 2)
    }
    var place: DisplayText = "at 0x"
    place.append(hex: range.lowerBound)
    context.copy(text.utf8, of: range.count, place)
  }
}
