internal import Canvas
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// What has changed, for the title: as much as leaves half of it to the segment's name.
  func changesTitle(_ contents: HexScreen, in part: Rectangle) -> DisplayText {
    var news = DisplayText()
    for piece in [pinTitle(contents), countTitle(contents.changes)] {
      guard let piece, news.columns + piece.columns + 2 <= part.columns / 2 else { continue }
      news.append(piece)
      news.append(literal: ", ")
    }
    return news
  }

  private func countTitle(_ changes: ByteChanges) -> DisplayText? {
    guard let last = changes.last else { return nil }
    return "\(changes.count) changed, last \(clock(of: last))"
  }

  /// How many bytes on the screen differ from the pinned picture, or where that is.
  private func pinTitle(_ contents: HexScreen) -> DisplayText? {
    guard let baseline = contents.baseline, let page = contents.page else { return nil }
    let comparison = PageComparison(page, with: baseline)
    guard !comparison.parts.isEmpty else {
      var text: DisplayText = "pinned at 0x"
      text.append(hex: baseline.range.lowerBound)
      return text
    }
    return "\(comparison.count) differ"
  }
}
