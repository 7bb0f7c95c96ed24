internal import Canvas
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The messages on the results of removals and signals.
extension Context {
  mutating func removed(_ segment: Segment, _ result: RemovalResult) {
    let entry = RemovalSummary.Entry(of: segment, result, format)
    let isRemoved = entry.outcome == .removed
    say("\(outcomeStart(segment))\(entry.line)", isRemoved ? .emphasis : .error)
    tell(HexScreen.self) { hex, context in hex.removalEnded(segment, result, &context) }
    if case .notSaved = result { return }
    refreshAfterChange()
  }

  /// The start of a message on a segment: its ID, shortened so that the result fits on the screen.
  func outcomeStart(_ segment: Segment) -> DisplayText {
    var text = DisplayText(segment.identity.id, in: charset)
      .elided(to: max(12, size.columns / 2), mark: ellipsis)
    text.append(literal: ": ")
    return text
  }
}

extension StatusMessage {
  /// The result of a signal.
  init(
    _ signal: ProcessSignal, _ holder: Holder, _ result: Result<Void, ProcessSignal.Failure>,
    _ format: FormatOptions
  ) {
    var text = DisplayText()
    text.append(holderOf: holder, in: format.charset)
    text.append(literal: ": ")
    switch result {
    case .success:
      text.append(signal.text)
      text.append(literal: " sent")
      self.init(text: text, style: .emphasis)
    case .failure(let error):
      text.append(DisplayText(error, to: holder, format))
      self.init(text: text, style: .error)
    }
  }
}
