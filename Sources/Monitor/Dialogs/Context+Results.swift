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
  init(_ signal: ProcessSignal, _ outcomes: [SignalOutcome], _ format: FormatOptions) {
    self.init(
      text: outcomes.count == 1
        ? DisplayText(signal, outcomes[0], format) : DisplayText(signal, summaryOf: outcomes),
      style: outcomes.allSatisfy(\.isSent) ? .emphasis : .error)
  }
}
