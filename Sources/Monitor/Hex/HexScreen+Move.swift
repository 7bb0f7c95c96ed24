internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// Moving the cursor, and the screen with it.
extension HexScreen {
  mutating func moveLeft() { cursor -= min(cursor, 1) }

  mutating func moveRight() { cursor = min(cursor.addingSaturated(1), lastByte) }

  /// Moves the cursor by lines; it keeps its column, unless the last row is shorter.
  mutating func move(rows: Int, in window: ContentsWindow) {
    let column = cursor - window.row(of: cursor)
    let start = lineStart(rows, from: cursor, in: window)
    cursor = min(start.addingSaturated(column), lastByte)
  }

  /// Moves the cursor and the screen with it.
  mutating func scroll(rows: Int, in window: ContentsWindow) {
    move(rows: rows, in: window)
    offset = lineStart(rows, from: offset, in: window)
    keepCursorOnScreen(window)
  }

  /// Moves the cursor to an offset, or to the last byte; an offset off the screen is centred.
  mutating func go(to target: UInt64, in window: ContentsWindow) {
    cursor = min(target, lastByte)
    linesAbove = nil
    let line = lineStart(of: cursor, in: window)
    if line < offset || line > lineStart(window.height - 1, from: offset, in: window) {
      put(cursorBehind: window.height / 2, window)
    }
    keepCursorOnScreen(window)
  }

  /// Scrolls so that this many lines are above the cursor; again when lines that are not known have
  /// come.
  private mutating func put(cursorBehind lines: Int, _ window: ContentsWindow) {
    linesAbove = lines
    offset = lineStart(-lines, from: cursor, in: window)
  }

  /// Makes a change by which equal rows are squeezed or not; the cursor keeps its place on the screen.
  mutating func keepPlace(in window: ContentsWindow, _ change: (inout Self) -> Void) {
    var above = 0
    let line = lineStart(of: cursor, in: window)
    while above < window.height, lineStart(above, from: offset, in: window) < line { above += 1 }
    change(&self)
    let other = ContentsWindow(
      bytesPerRow: window.bytesPerRow, height: window.height, squeezes: isSqueezed)
    put(cursorBehind: above, other)
  }

  /// Replaces the page by one that was read, and notes the changes.
  mutating func replacePage(with page: ContentsPage, in window: ContentsWindow) {
    if let before = self.page { changes.follow(page, after: before) }
    self.page = page
    editing?.edits.follow { page.byte(at: $0) }
    readSince = readSince ?? page.timestamp
    failure = nil
    if let linesAbove { put(cursorBehind: linesAbove, window) }
    linesAbove = nil
    keepCursorOnScreen(window)
  }

  /// Scrolls as little as needed to show the cursor.
  ///
  /// The segment may have shrunk, and the rows may have another size.
  mutating func keepCursorOnScreen(_ window: ContentsWindow) {
    cursor = min(cursor, lastByte)
    let line = lineStart(of: cursor, in: window)
    let highest = lineStart(1 - window.height, from: line, in: window)
    let lowest = lineStart(1 - window.height, from: lastByte, in: window)
    offset = min(lineStart(of: min(offset, lastByte), in: window), lowest, line)
    offset = max(offset, highest)
  }
}

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
    if context.hex.all?.isLatest == true {
      return goToNextHit(isForward ? 1 : -1, &context)
    }
    guard requireOpen(&context), !context.refusesWhileSaving() else { return }
    guard let pattern = try? context.hex.lastFind?.pattern() else {
      return context.say("nothing to find again: press \(context.key(of: .find)) first")
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
