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
    case .contentsDue: readAgain(&context)
    case .mapDue: if method != nil && !context.isPaused { requestMap(&context) }
    case .checkDue: if method != nil { context.perform(.checkContents(context.hex.session)) }
    case .resumed: openAgain(&context)
    case .writeForeseen, .wrote: receiveEditing(event, &context)
    case .contentsRead(let session, let result) where session == context.hex.session:
      linesRead(result, &context)
    case .contentsMapped(let session, let map) where session == context.hex.session:
      self.map = map
      if map.room == requestedCells { requestedCells = 0 }
    case .contentsGone(let session) where session == context.hex.session:
      // The last bytes stay on the screen.
      method = nil
      isGone = true
    default: receiveComparison(event, &context)
    }
  }

  mutating func refresh(_ context: inout Context) { readVisible(&context) }

  // MARK: Opening and closing

  /// Continues after the segment was opened again.
  mutating func reopened(_ method: AccessMethod, _ context: inout Context) {
    self.method = method
    readSince = nil
    failure = nil
    closedMethod = nil
    isReading = false
    requestedCells = 0
    readVisible(&context)
    compareAgain(&context)
  }

  mutating func notReopened(_ error: ContentsError) {
    closedMethod = nil
    isGone = error == .gone || error == .replaced
    if page == nil && !isGone { failure = error }
  }

  mutating func show(_ segment: Segment, _ context: inout Context) {
    show(segment, at: nil, &context)
  }

  /// Shows another segment in place of this one, at the same offset, or at a match.
  ///
  /// It appears before it is open, so that one that cannot be read does not end the way through the
  /// table. A comparison goes on with the same other.
  mutating func show(_ next: Segment, at target: Range<UInt64>?, _ context: inout Context) {
    guard !context.refusesWhileSaving() else { return }
    _ = context.stopJob()
    context.perform(.closeContents(context.hex.session))
    var screen = HexScreen(next, nil)
    (screen.side, screen.isBigEndian, screen.squeezes) = (side, isBigEndian, squeezes)
    (screen.cursor, screen.offset) = (cursor, offset)
    screen.comparison = comparison
    self = screen
    context.open(next, accepting: .nothing, at: target)
  }

  /// Opens the segment, if it is not open.
  func openIfClosed(_ context: inout Context) {
    if method != nil { return context.say("it is open already") }
    if isGone { return context.status = .segmentIsGone }
    context.open(segment, accepting: closedMethod?.sideEffects ?? .nothing)
  }

  /// Opens a segment that was closed for a while again, by the method that was accepted.
  mutating func openAgain(_ context: inout Context) {
    if let closedMethod { context.open(segment, accepting: closedMethod.sideEffects) }
  }

  /// Closes the segment, and keeps the method for opening it again.
  mutating func close(_ context: inout Context) {
    closedMethod = method ?? closedMethod
    method = nil
    isReading = false
    requestedCells = 0
    context.hex.opening = nil
    context.perform(.closeContents(context.hex.session))
  }

  /// Closes the segment, as another screen is put on top of this one.
  mutating func leave(_ context: inout Context) {
    _ = context.stopJob()
    context.stopCounting()
    linesAbove = nil
    close(&context)
  }

  /// Goes on where ``leave(_:)`` stopped, with the same segment, cursor and comparison.
  mutating func appear(_ context: inout Context) {
    guard method == nil, !isGone else { return }
    context.select(segment.identity.id)
    if closedMethod != nil {
      openAgain(&context)
    } else if failure == nil {
      // It was left before it was open.
      context.open(segment, accepting: .nothing)
    }
  }

  /// Closes the segment before the program is suspended, so that its memory can be freed meanwhile.
  mutating func closeForStop(_ context: inout Context) {
    if method ?? closedMethod != nil { close(&context) }
  }

  /// Notes that the segment was removed; after a failure, opens it again.
  mutating func removalEnded(
    _ removed: Segment, _ result: RemovalResult, _ context: inout Context
  ) {
    guard segment.identity.id == removed.identity.id, method == nil else { return }
    switch result {
    case .removed, .notRemoved(.gone, _), .notRemoved(.replaced, _):
      isGone = true
      closedMethod = nil
    case .notRemoved, .notSaved, .notOrphan, .notReached: openAgain(&context)
    }
  }

  // MARK: Reading

  /// Requests the bytes on the screen again, unless an answer is pending: if reading is slow,
  /// requests would pile up.
  private mutating func readAgain(_ context: inout Context) {
    if method != nil && !context.isPaused && !isReading { readVisible(&context) }
  }

  /// Scrolls to the cursor, and requests the bytes on the screen.
  mutating func readVisible(_ context: inout Context) {
    let window = window(context)
    keepCursorOnScreen(window)
    guard method != nil else { return }
    isReading = true
    context.perform(.readContents(context.hex.session, window.request(at: offset)))
    readOther(in: window, &context)
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
    // Not all lines can be read at once if runs are long: the screen may not be full yet.
    if !isComplete(in: window) && before != (offset, page?.range) { readVisible(&context) }
    if map == nil { requestMap(&context) }
  }

  /// Requests the page map, unless an answer is pending.
  mutating func requestMap(_ context: inout Context) {
    let cells = MapView.cells(in: parts(context).map)
    guard method != nil, cells > 0, requestedCells != cells else { return }
    requestedCells = cells
    context.perform(.mapContents(context.hex.session, cells: cells))
  }
}
