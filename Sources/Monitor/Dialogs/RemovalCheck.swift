internal import Canvas
internal import Formatting
internal import Operations
internal import SafeText
internal import SharedMemory

/// The wait before the question about a removal, in which it is found out whether it is possible.
///
/// Why: Decisions/76-refusals-before-questions.md
struct RemovalCheck: QuestionWait {
  let segment: Segment
  /// Whether the hex screen has it attached.
  let isAttachedHere: Bool

  /// Asks, or says why the segment cannot be removed.
  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .removalForeseen(let errors) = event else { return }
    context.dismiss()
    if let error = errors[segment.identity] {
      return context.say("\(DisplayText(error, of: segment, context.format))")
    }
    let dialog = RemovalDialog(segment, isAttachedHere: isAttachedHere)
    context.show(dialog)
    if dialog.isReading { context.perform(.readSignature(segment)) }
    // The last scan of holders can be old.
    context.rescan()
  }
}

extension Context {
  /// Asks before removing a segment; if it cannot be removed, says so instead.
  mutating func askToRemove(_ segment: Segment, isAttachedHere: Bool = false) {
    if let error = segment.noNameError {
      return say(
        "\(DisplayText(error, of: segment, format)): \(key(of: .signal)) signals its holders")
    }
    show(RemovalCheck(segment: segment, isAttachedHere: isAttachedHere))
    perform(.foreseeRemoval([segment]))
  }
}
