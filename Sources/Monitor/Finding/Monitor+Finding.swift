internal import Canvas
internal import Contents
internal import Kernel
internal import Presentation
internal import SafeText

extension Monitor {
  /// Looks for the same once more, on from the cursor or back from it.
  mutating func findAgain(isForward: Bool, in contents: HexScreen) -> [Effect] {
    guard canWork(with: contents), !refuseWhileSaving() else { return [] }
    guard let pattern = try? lastFind?.pattern() else {
      notice = Notice(text: "nothing to look for yet: / asks", style: .warning)
      return []
    }
    let cursor = contents.cursor
    return search(
      for: pattern, isForward ? .from(cursor.addingSaturated(1)) : .before(cursor), in: contents)
  }

  mutating func search(
    for pattern: BytePattern, _ start: SearchStart, in contents: HexScreen
  ) -> [Effect] {
    guard canWork(with: contents), !refuseWhileSaving() else { return [] }
    var contents = contents
    contents.match = nil
    screen = .contents(contents)
    return begin(.search(pattern, start))
  }

  /// Goes to what was found, unless nobody waits for it any more.
  mutating func searched(
    for pattern: BytePattern, _ start: SearchStart, _ running: RunningJob,
    _ result: Result<SearchOutcome, ContentsError>
  ) -> [Effect] {
    guard case .contents(var contents) = screen, contents.way != nil,
      running.job.session == session
    else { return [] }
    switch result {
    case .success(.found(let place)) where !running.isStopping:
      contents.match = place..<place.addingSaturated(UInt64(pattern.count))
      notice = start.news(ofFinding: place)
      return show(place, of: contents)
    case .success(.notFound): notice = Notice(text: "not found", style: .warning)
    case .success: notice = Notice(text: "the search was stopped", style: .warning)
    case .failure(let refusal):
      notice = Notice(text: DisplayText(refusal, in: settings.charset), style: .error)
    }
    return []
  }
}

extension SearchStart {
  /// Says that a place was reached round the end, if so.
  fileprivate func news(ofFinding place: UInt64) -> Monitor.Notice? {
    switch self {
    case .from(let start) where place < start:
      place.addingSaturated(1) == start
        ? Monitor.Notice(text: "there is no other", style: .warning)
        : Monitor.Notice(text: "found from the start on", style: .warning)
    case .before(let start) where place >= start:
      place == start
        ? Monitor.Notice(text: "there is no other", style: .warning)
        : Monitor.Notice(text: "found from the end back", style: .warning)
    default: nil
    }
  }
}
