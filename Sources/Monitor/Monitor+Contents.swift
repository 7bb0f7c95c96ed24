internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// Asks for a segment's bytes; the screen changes when they are open.
  mutating func open(_ segment: Segment, accepting cost: ContentsWay.Cost) -> [Effect] {
    opening = segment
    return [.openContents(segment.identity, accepting: cost)]
  }

  mutating func contentsOpened(
    _ id: SegmentID, _ result: Result<ContentsWay, ContentsRefusal>
  ) -> [Effect] {
    guard let segment = opening, segment.identity.id == id else { return [.closeContents] }
    opening = nil
    switch result {
    case .success(let way):
      overlay = nil
      screen = .contents(ContentsState(segment: segment, way: way))
      return readVisibleContents()
    case .failure(.costs(let cost)):
      return show(.consent(ConsentDialog(segment: segment, cost: cost)))
    case .failure(let refusal):
      notice = Notice(text: DisplayText(refusal, in: settings.charset), style: .error)
      return []
    }
  }

  mutating func contentsRead(
    _ id: SegmentID, _ result: Result<ContentsPage, ContentsRefusal>
  ) -> [Effect] {
    guard case .contents(var contents) = screen, contents.segment.identity.id == id else {
      return []
    }
    switch result {
    case .success(let page):
      contents.page = page
      contents.failure = nil
    case .failure(let refusal):
      contents.failure = refusal
    }
    screen = .contents(contents)
    return []
  }

  mutating func press(_ command: Command, in contents: ContentsState) -> [Effect] {
    var contents = contents
    let grid = hexGrid(of: contents.segment)
    let height = max(1, layout.body.rows - 1)
    func move(_ rows: Int) {
      contents.move(rows: rows, bytesPerRow: grid.bytesPerRow, height: height)
    }
    switch command {
    case .up: move(-1)
    case .down: move(1)
    case .pageUp: move(-height)
    case .pageDown: move(height)
    case .top: contents.offset = 0
    case .bottom:
      contents.offset = contents.lastOffset(bytesPerRow: grid.bytesPerRow, height: height)
    case .leave:
      screen = .table
      return [.closeContents]
    case .remove: return ask(toRemove: contents.segment)
    default: break
    }
    screen = .contents(contents)
    return readVisibleContents()
  }

  /// Asks for the bytes that the screen has room for.
  mutating func readVisibleContents() -> [Effect] {
    guard case .contents(var contents) = screen, contents.way != nil else { return [] }
    let grid = hexGrid(of: contents.segment)
    let height = max(1, layout.body.rows - 1)
    contents.align(bytesPerRow: grid.bytesPerRow, height: height)
    screen = .contents(contents)
    return [
      .readContents(
        contents.segment.identity.id, offset: contents.offset,
        count: height * grid.bytesPerRow)
    ]
  }

  /// Closes the open segment once it is gone or only its reader keeps it, so that its memory goes
  /// too; the last picture stays.
  mutating func closeContentsOfGone(_ rows: Rows) -> [Effect] {
    switch screen {
    case .table: return []
    case .details(var details):
      if let segment = rows.segment(details.segment.identity.id) { details.segment = segment }
      screen = .details(details)
      return []
    case .contents(var contents):
      guard contents.way != nil else { return [] }
      if let segment = rows.segment(contents.segment.identity.id) { contents.segment = segment }
      let isGone = rows.segment(contents.segment.identity.id) == nil
      let isHeldByReader =
        contents.segment.isRemoved && contents.way?.cost ?? .nothing >= .staysAttached
        && contents.segment.attachments ?? 0 <= 1
      if isGone || isHeldByReader { contents.way = nil }
      screen = .contents(contents)
      return contents.way == nil ? [.closeContents] : []
    }
  }
}
