internal import Canvas
internal import SharedMemory

extension Monitor {
  /// What of a segment the screen has room for.
  func window(of contents: HexScreen) -> ContentsWindow {
    ContentsWindow(
      bytesPerRow: hexGrid(of: contents.segment).bytesPerRow,
      height: max(1, contentsLayout.bytes.rows), squeezes: contents.squeezes)
  }

  mutating func press(_ command: Command, in contents: HexScreen) -> [Effect] {
    var contents = contents
    contents.linesAbove = nil
    let window = window(of: contents)
    switch command {
    case .up: contents.move(rows: -1, in: window)
    case .down: contents.move(rows: 1, in: window)
    case .left: contents.moveLeft()
    case .right: contents.moveRight()
    case .pageUp: contents.scroll(rows: -window.height, in: window)
    case .pageDown: contents.scroll(rows: window.height, in: window)
    case .top: contents.cursor = 0
    case .bottom: contents.cursor = contents.lastByte
    case .goTo: return contents.segment.size == 0 ? [] : show(.gotoPrompt(LineEditor()))
    case .squeeze: contents.toggleSqueezing(in: window)
    case .byteOrder: contents.isBigEndian.toggle()
    case .baseline:
      contents.baseline = contents.baseline == nil ? contents.page : nil
      screen = .contents(contents)
      return []
    case .search: return startFind(in: contents)
    case .searchNext: return findAgain(isForward: true, in: contents)
    case .searchPrevious: return findAgain(isForward: false, in: contents)
    case .bookmark: return toggleBookmark(in: contents)
    case .bookmarks: return listBookmarks(of: contents)
    case .save: return startSave(in: contents)
    case .otherSide:
      contents.side = contents.side.other
      screen = .contents(contents)
      return []
    case .dismiss:
      if let stopping = stopJob() { return stopping }
      screen =
        contents.details.map { details in
          var details = details
          details.segment = contents.segment
          details.isGone = details.isGone || contents.isGone
          return .details(details)
        } ?? .table
      opening = nil
      return [.closeContents(session)]
    case .remove: return ask(toRemove: contents.segment)
    default: break
    }
    screen = .contents(contents)
    return readVisibleContents()
  }

  /// Asks for the bytes on the screen once more, unless an answer is still to come: where reading is
  /// slow, questions would pile up.
  mutating func readAgain() -> [Effect] {
    guard case .contents(let contents) = screen, hasLiveContents, !contents.isReading else {
      return []
    }
    return readVisibleContents()
  }

  /// Asks for the bytes that the screen has room for, after it has gone to where the cursor is.
  mutating func readVisibleContents() -> [Effect] {
    guard case .contents(var contents) = screen else { return [] }
    let window = window(of: contents)
    contents.keepCursorOnScreen(window)
    if contents.way != nil { contents.isReading = true }
    screen = .contents(contents)
    guard contents.way != nil else { return [] }
    return [.readContents(session, window.request(at: contents.offset))]
  }
}
