internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

extension HexScreen {
  /// The changes, for the title; they take at most half of it, so that the name fits.
  func changesTitle(in part: Rectangle, _ context: Context) -> DisplayText {
    var note = DisplayText()
    for piece in [baselineTitle, countTitle(context)] {
      guard let piece, note.columns + piece.columns + 2 <= part.columns / 2 else { continue }
      note.append(piece)
      note.append(literal: ", ")
    }
    return note
  }

  private func countTitle(_ context: Context) -> DisplayText? {
    guard let last = changes.last else { return nil }
    return "\(changes.count) changed, last \(context.clock(of: last))"
  }

  /// The number of bytes that differ from the baseline, or its offset if it is not on the screen.
  private var baselineTitle: DisplayText? {
    guard let baseline, let page else { return nil }
    let comparison = PageComparison(page, with: baseline)
    guard !comparison.parts.isEmpty else {
      var text: DisplayText = "pinned at 0x"
      text.append(hex: baseline.range.lowerBound)
      return text
    }
    return "\(comparison.count) differ"
  }
}
