internal import Canvas
internal import Contents
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// Asks for a segment's bytes; the screen changes when they are open.
  mutating func open(_ segment: Segment, accepting cost: AccessMethod.SideEffects) -> [Effect] {
    opening = segment
    session = session.next
    return [.openContents(session, segment, accepting: cost)]
  }

  /// Takes back what was asked for and has not come yet, unless it is to be gone on with.
  mutating func cancelOpening() -> [Effect] {
    guard opening != nil else { return [] }
    if case .contents = screen { return [] }
    opening = nil
    return [.closeContents(session)]
  }

  mutating func contentsOpened(
    _ answered: OpenID, _ result: Result<AccessMethod, ContentsError>
  ) -> [Effect] {
    guard let segment = opening, answered == session else { return [] }
    opening = nil
    switch result {
    case .success(let way):
      show(segment, through: way)
      return readVisibleContents()
    case .failure(.costs(let cost)) where settings.isReadOnly:
      notice = Notice(
        text: "read-only: looking at its bytes \(cost.text)", style: .warning)
      return []
    case .failure(.costs(let cost)):
      return show(.consent(ConsentDialog(segment: segment, cost: cost)))
    case .failure(let refusal):
      notice = Notice(text: DisplayText(refusal, in: settings.charset), style: .error)
      if case .contents(var contents) = screen {
        contents.wayBefore = nil
        contents.isGone = refusal == .gone || refusal == .replaced
        screen = .contents(contents)
      }
      return []
    }
  }

  /// Shows the bytes of a segment; what was shown of it before a stop is gone on with.
  private mutating func show(_ segment: Segment, through way: AccessMethod) {
    switch screen {
    case .contents(var contents):
      contents.way = way
      contents.wayBefore = nil
      contents.isReading = false
      contents.cellsAsked = 0
      screen = .contents(contents)
    case .details(let details):
      screen = .contents(HexScreen(segment: segment, way: way, details: details))
    case .table, .processes, .process:
      screen = .contents(HexScreen(segment: segment, way: way))
    }
  }

  mutating func contentsRead(
    _ answered: OpenID, _ result: Result<ContentsPage, ContentsError>
  ) -> [Effect] {
    guard case .contents(var contents) = screen, contents.way != nil, answered == session else {
      return []
    }
    contents.isReading = false
    let before = (contents.offset, contents.page?.range)
    let window = window(of: contents)
    switch result {
    case .success(let page): contents.take(page, in: window)
    case .failure(let refusal):
      contents.failure = refusal
    }
    screen = .contents(contents)
    // Lines take more than rows, and not all can be read at once: there can be room left.
    let isMore =
      !contents.isComplete(in: window) && before != (contents.offset, contents.page?.range)
    return (isMore ? readVisibleContents() : []) + mapFirst()
  }

  /// Keeps the last picture of a segment that is gone.
  mutating func contentsGone(_ answered: OpenID) -> [Effect] {
    guard case .contents(var contents) = screen, answered == session else { return [] }
    contents.way = nil
    contents.isGone = true
    screen = .contents(contents)
    return []
  }

  /// Lets go of the open segment: a stop can last, and its memory with it.
  mutating func closeForStop() -> [Effect] {
    guard case .contents(var contents) = screen, contents.way ?? contents.wayBefore != nil else {
      return cancelOpening() + [.suspend]
    }
    contents.letGo()
    screen = .contents(contents)
    opening = nil
    return [.closeContents(session), .suspend]
  }

  /// Opens the segment again that was let go for a while, in the way that was agreed to.
  mutating func openAgain() -> [Effect] {
    guard case .contents(let contents) = screen, let way = contents.wayBefore else {
      return []
    }
    return open(contents.segment, accepting: way.cost)
  }

  /// Takes the facts of the segment on the screen from new rows.
  mutating func followShownSegment(_ rows: TableModel) {
    switch screen {
    case .table: break
    case .processes(let processes): screen = .processes(processes.following(rows, format))
    case .process(let process): screen = .process(process.following(rows))
    case .details(var details):
      let segment = rows.segment(details.segment.identity.id)
      if let segment { details.segment = segment }
      details.isGone = segment == nil
      screen = .details(details)
    case .contents(var contents):
      guard let segment = rows.segment(contents.segment.identity.id) else { break }
      contents.segment = segment
      screen = .contents(contents)
    }
  }
}
