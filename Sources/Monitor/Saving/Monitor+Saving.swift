internal import Canvas
internal import SharedMemory

extension Monitor {
  mutating func startSave(in contents: HexScreen) -> [Effect] {
    guard canWork(with: contents), !refuseWhileSaving() else { return [] }
    var prompt = SavePrompt(contents.segment, from: contents.cursor)
    prompt.line.problem = warningOfPages(contents)
    return show(.savePrompt(prompt))
  }

  mutating func type(_ key: Key, into prompt: SavePrompt) -> [Effect] {
    var prompt = prompt
    if key == .up {
      prompt.goBack()
      return show(.savePrompt(prompt))
    }
    switch prompt.line.take(key) {
    case .accepted:
      guard let (range, path) = prompt.accept() else { return show(.savePrompt(prompt)) }
      overlay = nil
      // What was open can have gone while this was typed.
      guard case .contents(let contents) = screen, canWork(with: contents), !refuseWhileSaving()
      else { return [] }
      return begin(.save(range, to: path))
    case .left: return show(nil)
    case .repaint: return [.repaint]
    case .edited, .nothing: return show(.savePrompt(prompt))
    }
  }
}
