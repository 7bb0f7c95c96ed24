internal import Canvas
internal import Contents

extension Monitor {
  /// How many cells a map has room for on this screen.
  private var cells: Int { MapView.cells(in: contentsLayout.map) }

  /// Asks for the first map when the bytes have come.
  mutating func mapFirst() -> [Effect] {
    guard case .contents(let contents) = screen, contents.map == nil else { return [] }
    return mapAgain()
  }

  /// Asks for the map, unless an answer is still to come.
  mutating func mapAgain() -> [Effect] {
    guard case .contents(var contents) = screen, contents.way != nil, cells > 0,
      contents.cellsAsked != cells
    else { return [] }
    contents.cellsAsked = cells
    screen = .contents(contents)
    return [.mapContents(session, cells: cells)]
  }

  mutating func contentsMapped(_ answered: OpenID, _ map: ContentsMap) -> [Effect] {
    guard case .contents(var contents) = screen, answered == session else { return [] }
    contents.map = map
    if map.room == contents.cellsAsked { contents.cellsAsked = 0 }
    screen = .contents(contents)
    return []
  }
}
