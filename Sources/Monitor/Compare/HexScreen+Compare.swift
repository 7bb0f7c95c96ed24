internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// Comparing the segment on the screen with another, or with a file.
extension HexScreen {
  static let compareKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .compare, label: "compare", meaning: "compare with another", isActive: isPresent
    ) { hex, context in
      guard hex.requireOpen(&context), !context.refusesWhileSaving() else { return }
      context.show(CompareMenu(for: hex.segment, context))
    },
    KeyBinding(
      .nextDifference, meaning: "go to the next difference"
    ) { hex, context in hex.findDifference(isForward: true, &context) }
    .paired("step through differences"),
    KeyBinding(
      .previousDifference, meaning: "go to the previous difference"
    ) { hex, context in hex.findDifference(isForward: false, &context) }
    .paired("step through differences"),
  ]

  /// Whether the other's bytes stand beside those of the segment, and not below them.
  func isSideBySide(_ context: Context) -> Bool {
    comparison != nil && context.size.columns >= Self.sideBySide
  }

  /// The columns that two columns of bytes need.
  private static let sideBySide = 160

  // MARK: Beginning and ending

  /// Begins to compare.
  mutating func compare(with other: ComparedContents, _ context: inout Context) {
    guard requireOpen(&context), !context.refusesWhileSaving() else { return }
    context.stopCounting()
    context.hex.otherID = context.hex.otherID.next
    comparison = SegmentComparison(context.hex.otherID, with: other)
    linesAbove = nil
    context.perform(.openOther(context.hex.session, context.hex.otherID, other))
    readVisible(&context)
  }

  /// Ends the comparison; returns false if there is none.
  mutating func endComparison(_ context: inout Context) -> Bool {
    guard let comparison else { return false }
    context.stopCounting()
    context.perform(.closeOther(comparison.id))
    self.comparison = nil
    linesAbove = nil
    readVisible(&context)
    return true
  }

  /// Opens the other again, after the segment was opened again or another one was.
  mutating func compareAgain(_ context: inout Context) {
    if let comparison { compare(with: comparison.other, &context) }
  }

  // MARK: Answers

  mutating func receiveComparison(_ event: Event, _ context: inout Context) {
    switch event {
    case .otherOpened(let id, let result) where id == comparison?.id:
      switch result {
      case .success(let size):
        comparison?.size = size
        readVisible(&context)
        countDifferences(&context)
      case .failure(let problem):
        let other = comparison?.other
        comparison = nil
        readVisible(&context)
        say(problem, about: other, &context)
      }
    case .otherRead(let id, let start, let result) where id == comparison?.id:
      switch result {
      case .success(let bytes): comparison?.replaceBytes(with: bytes, at: start)
      case .failure(let error):
        comparison?.failure = error
        // A count would keep the memory of a segment that is gone.
        if error == .gone { context.stopCounting() }
      }
    default: break
    }
  }

  private func say(
    _ problem: ComparisonProblem, about other: ComparedContents?, _ context: inout Context
  ) {
    switch (problem, other) {
    case (.contents(.hasSideEffects(let sideEffects)), .segment(let segment, _)):
      if context.options.isReadOnly {
        context.say("read-only: reading its bytes \(sideEffects.text)")
      } else {
        context.show(
          ConsentDialog(segment: segment, sideEffects: sideEffects, purpose: .comparison))
      }
    case (.contents(let error), _):
      context.say(DisplayText(error, in: context.charset), .error)
    case (.file(let refusal), _):
      context.say(DisplayText(refusal, in: context.charset), .error)
    }
  }

  /// Requests the other's bytes around the screen.
  func readOther(in window: ContentsWindow, _ context: inout Context) {
    guard let comparison, comparison.size != nil else { return }
    let screen = UInt64(window.height * window.bytesPerRow)
    let range = (offset - min(offset, screen))..<offset.addingSaturated(2 * screen)
    context.perform(.readOther(comparison.id, range))
  }

  // MARK: Differences

  /// Counts the differing bytes, from where an earlier count was interrupted.
  mutating func countDifferences(_ context: inout Context) {
    guard let comparison, comparison.size != nil, method != nil, context.hex.running == nil,
      !comparison.isCounted
    else { return }
    context.begin(.countDifferences(comparison.id, comparison.count))
  }

  private mutating func findDifference(isForward: Bool, _ context: inout Context) {
    guard let comparison else {
      return context.say("press \(context.key(of: .compare)) to compare first")
    }
    guard comparison.size != nil, requireOpen(&context), !context.refusesWhileSaving() else {
      return
    }
    linesAbove = nil
    context.begin(.findDifference(comparison.id, from: cursor, isForward: isForward))
  }

  /// Goes to the difference that was found.
  mutating func foundDifference(
    isForward: Bool, wasStopped: Bool,
    _ result: Result<ContentsComparison.Outcome, ContentsError>, _ context: inout Context
  ) {
    guard comparison != nil, method != nil else { return }
    switch result {
    case .success(.found(let offset)) where !wasStopped: show(offset, &context)
    case .success(.notFound):
      context.say(isForward ? "no difference after this" : "no difference before this")
    case .success: context.say("stopped")
    case .failure(let error): context.say(DisplayText(error, in: context.charset), .error)
    }
  }
}

extension Context {
  /// Stops a count of differing bytes.
  mutating func stopCounting() {
    guard let running = hex.running, running.isCounting else { return }
    perform(.stopJob(number: running.job.number))
    hex.running = nil
  }
}
