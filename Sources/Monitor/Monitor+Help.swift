internal import Canvas

extension Monitor {
  mutating func pressInHelp(_ command: Command, top: Int) -> [Effect] {
    let height = max(1, size.rows - 2)
    let last = max(0, helpLines.count - height)
    switch command {
    case .up: return show(.help(top: max(0, top - 1)))
    case .down: return show(.help(top: min(last, top + 1)))
    case .pageUp: return show(.help(top: max(0, top - height)))
    case .pageDown: return show(.help(top: min(last, top + height)))
    case .top: return show(.help(top: 0))
    case .bottom: return show(.help(top: last))
    case .dismiss: return show(nil)
    default: return []
    }
  }
}
