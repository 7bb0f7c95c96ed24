internal import Canvas
internal import SafeText
internal import SharedMemory

/// The list of a segment's bookmarks.
struct BookmarkMenu: Sendable {
  var position = ListPosition()
}

extension Monitor {
  /// Sets a bookmark at the cursor, or removes the one that is there.
  mutating func toggleBookmark(in contents: HexScreen) -> [Effect] {
    let (segment, place) = (contents.segment, contents.cursor)
    guard segment.size > 0 else { return [] }
    if bookmarks.remove(at: place, in: segment) {
      notice = Notice(text: "bookmark removed", style: .emphasis)
      return []
    }
    let bytes = (0..<16).prefix { $0 < segment.size - place }
      .map { contents.page?.byte(at: place + $0) }.prefix { $0 != nil }.compactMap(\.self)
    notice =
      bookmarks.set(Bookmark(place: place, bytes: bytes), in: segment)
      ? Notice(text: "bookmark set; B lists them", style: .emphasis)
      : Notice(
        text: "\(Bookmarks.most) bookmarks are the most: B, and d there removes one",
        style: .warning)
    return []
  }

  mutating func listBookmarks(of contents: HexScreen) -> [Effect] {
    guard !bookmarks[contents.segment].isEmpty else {
      notice = Notice(text: "no bookmarks yet: b sets one", style: .warning)
      return []
    }
    return show(.bookmarkMenu(BookmarkMenu()))
  }

  mutating func press(_ command: Command, in menu: BookmarkMenu) -> [Effect] {
    guard case .contents(let contents) = screen else { return show(nil) }
    var menu = menu
    let marks = bookmarks[contents.segment]
    let chosen = marks.indices.contains(menu.position.cursor) ? marks[menu.position.cursor] : nil
    switch command {
    case .dismiss: return show(nil)
    case .accept:
      overlay = nil
      guard let place = chosen?.place else { return [] }
      return show(place, of: contents)
    case .removeBookmark:
      if let chosen { _ = bookmarks.remove(at: chosen.place, in: contents.segment) }
    default: break
    }
    let count = bookmarks[contents.segment].count
    guard count > 0 else { return show(nil) }
    menu.position.move(command, height: max(1, layout.body.rows - 2), count: count)
    return show(.bookmarkMenu(menu))
  }
}
