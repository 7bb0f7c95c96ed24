internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// Searching and saving the bytes of the segment on the screen.
extension HexScreen {
  /// Whether the segment is open and not empty; says so if it is not open.
  func requireOpen(_ context: inout Context) -> Bool {
    guard segment.size > 0 else { return false }
    if method == nil { context.say("not open: only the bytes on the screen are known") }
    return method != nil
  }

  /// A warning if reading holes allocates pages; `nil` if not.
  var allocationWarning: DisplayText? {
    method?.sideEffects == .allocatesPages
      ? "this reads holes too, which allocates pages for them" : nil
  }

  /// Saves bytes; the segment may have been removed while the name was typed.
  func save(_ range: Range<UInt64>, to path: [UInt8], _ context: inout Context) {
    guard requireOpen(&context), !context.refusesWhileSaving() else { return }
    context.begin(.save(range, to: path))
  }

  /// Repeats the last search, forward or backward from the cursor.
  mutating func searchAgain(isForward: Bool, _ context: inout Context) {
    guard requireOpen(&context), !context.refusesWhileSaving() else { return }
    guard let pattern = try? context.hex.lastFind?.pattern() else {
      return context.say("nothing to find again: press / first")
    }
    search(
      for: pattern, isForward ? .from(cursor.addingSaturated(1)) : .before(cursor), &context)
  }

  mutating func search(
    for pattern: BytePattern, _ start: SearchStart, _ context: inout Context
  ) {
    guard requireOpen(&context), !context.refusesWhileSaving() else { return }
    match = nil
    linesAbove = nil
    context.begin(.search(pattern, start))
  }

  /// Goes to the match, unless the search was stopped meanwhile.
  mutating func searched(
    for pattern: BytePattern, _ start: SearchStart, wasStopped: Bool,
    _ result: Result<SearchOutcome, ContentsError>, _ context: inout Context
  ) {
    guard method != nil else { return }
    switch result {
    case .success(.found(let offset)) where !wasStopped:
      match = offset..<offset.addingSaturated(UInt64(pattern.count))
      context.status = start.message(onFinding: offset)
      show(offset, &context)
    case .success(.notFound): context.say("not found")
    case .success: context.say("the search was stopped")
    case .failure(let error): context.say(DisplayText(error, in: context.charset), .error)
    }
  }
}

extension SearchStart {
  /// The message if the search wrapped; `nil` if not.
  fileprivate func message(onFinding offset: UInt64) -> StatusMessage? {
    switch self {
    case .from(let start) where offset < start:
      StatusMessage(
        text: offset.addingSaturated(1) == start ? "no other match" : "search wrapped to the start",
        style: .warning)
    case .before(let start) where offset >= start:
      StatusMessage(
        text: offset == start ? "no other match" : "search wrapped to the end", style: .warning)
    default: nil
    }
  }
}
