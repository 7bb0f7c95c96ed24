internal import Presentation

/// The menu of columns to sort by.
struct SortMenu: Sendable {
  var cursor: Int

  init(at field: Field) { cursor = Columns.sortable.firstIndex(of: field) ?? 0 }
}

extension Monitor {
  mutating func press(_ command: Command, in menu: SortMenu) -> [Effect] {
    var menu = menu
    let last = Columns.sortable.count - 1
    switch command {
    case .up: menu.cursor = max(0, menu.cursor - 1)
    case .down: menu.cursor = min(last, menu.cursor + 1)
    case .pageUp, .top: menu.cursor = 0
    case .pageDown, .bottom: menu.cursor = last
    case .accept:
      overlay = nil
      return sort(by: Columns.sortable[menu.cursor])
    case .dismiss: return show(nil)
    default: break
    }
    return show(.sortMenu(menu))
  }
}
