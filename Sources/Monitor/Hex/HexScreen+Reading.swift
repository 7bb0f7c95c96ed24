internal import Canvas
internal import Contents
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// Opening, reading and closing the segment on the screen.
extension HexScreen {
  mutating func receive(_ event: Event, _ context: inout Context) {
    switch event {
    case .refreshDue: readVisible(&context)
    case .contentsDue: readAgain(&context)
    case .mapDue: if method != nil && !context.isPaused { requestMap(&context) }
    case .checkDue: if method != nil { context.perform(.checkContents(context.hex.session)) }
    case .resumed: openAgain(&context)
    case .contentsRead(let session, let result) where session == context.hex.session:
      linesRead(result, &context)
    case .contentsMapped(let session, let map) where session == context.hex.session:
      self.map = map
      if map.room == requestedCells { requestedCells = 0 }
    case .contentsGone(let session) where session == context.hex.session:
      // The last picture stays.
      method = nil
      isGone = true
    default: break
    }
  }

  // MARK: Opening and closing

  /// Goes on with what was shown before a stop.
  mutating func reopened(_ method: AccessMethod, _ context: inout Context) {
    self.method = method
    closedMethod = nil
    isReading = false
    requestedCells = 0
    readVisible(&context)
  }

  mutating func notReopened(_ error: ContentsError) {
    closedMethod = nil
    isGone = error == .gone || error == .replaced
  }

  /// Opens the segment again that was closed for a while, in the way that was agreed to.
  mutating func openAgain(_ context: inout Context) {
    if let closedMethod { context.open(segment, accepting: closedMethod.sideEffects) }
  }

  /// Closes the segment and remembers how it was open.
  mutating func close(_ context: inout Context) {
    closedMethod = method ?? closedMethod
    method = nil
    isReading = false
    requestedCells = 0
    context.hex.opening = nil
    context.perform(.closeContents(context.hex.session))
  }

  /// Closes the segment before the program stops: a stop can last, and the memory with it.
  mutating func closeForStop(_ context: inout Context) {
    if method ?? closedMethod != nil { close(&context) }
  }

  /// Marks the bytes as the last of a segment that was removed; if it was not, reading goes on.
  mutating func removalEnded(
    _ removed: Segment, _ result: RemovalResult, _ context: inout Context
  ) {
    guard segment.identity.id == removed.identity.id, method == nil else { return }
    switch result {
    case .removed, .notRemoved(.gone), .notRemoved(.replaced):
      isGone = true
      closedMethod = nil
    case .notRemoved, .notSaved, .notOrphan, .notReached: openAgain(&context)
    }
  }

  // MARK: Reading

  /// Asks for the bytes on the screen once more, unless an answer is still to come: if reading is
  /// slow, questions would pile up.
  private mutating func readAgain(_ context: inout Context) {
    if method != nil && !context.isPaused && !isReading { readVisible(&context) }
  }

  /// Asks for the bytes that the screen has room for, after it has gone to the cursor.
  mutating func readVisible(_ context: inout Context) {
    let window = window(context)
    keepCursorOnScreen(window)
    guard method != nil else { return }
    isReading = true
    context.perform(.readContents(context.hex.session, window.request(at: offset)))
  }

  private mutating func linesRead(
    _ result: Result<ContentsPage, ContentsError>, _ context: inout Context
  ) {
    guard method != nil else { return }
    isReading = false
    let before = (offset, page?.range)
    let window = window(context)
    switch result {
    case .success(let page): replacePage(with: page, in: window)
    case .failure(let error): failure = error
    }
    // Lines take more than rows, and not all can be read at once: there can be room left.
    if !isComplete(in: window) && before != (offset, page?.range) { readVisible(&context) }
    if map == nil { requestMap(&context) }
  }

  /// Asks for the map, unless an answer is still to come.
  mutating func requestMap(_ context: inout Context) {
    let cells = MapView.cells(in: parts(context).map)
    guard method != nil, cells > 0, requestedCells != cells else { return }
    requestedCells = cells
    context.perform(.mapContents(context.hex.session, cells: cells))
  }
}
