internal import Canvas
internal import Contents
internal import SafeText
internal import SharedMemory

/// The line in which is typed what to look for in a segment's bytes.
struct FindPrompt: Sendable {
  var line = LineEditor()
  /// What the line is taken for.
  var side: Pane
  /// Whether capitals matter in text; `nil` where that is left to the text itself.
  var minding: Bool?

  init(_ side: Pane) { self.side = side }

  /// Whether capitals matter: always in bytes, and in a text that has some.
  var mindsCase: Bool { side == .hex || minding ?? line.hasCapitals }

  /// What to look for.
  func pattern() throws(TypedBytes.Problem) -> BytePattern {
    let bytes = side == .hex ? try TypedBytes.parse(line.text) : line.text
    guard let pattern = BytePattern(bytes, ignoringCase: !mindsCase) else { throw .nothing }
    return pattern
  }
}

extension Monitor {
  mutating func startFind(in contents: HexScreen) -> [Effect] {
    guard canWork(with: contents), !refuseWhileSaving() else { return [] }
    var prompt = FindPrompt(contents.side)
    prompt.line.problem = warningOfPages(contents)
    return show(.findPrompt(prompt))
  }

  /// Says that there is nothing to look through, if so.
  mutating func canWork(with contents: HexScreen) -> Bool {
    guard contents.segment.size > 0 else { return false }
    if contents.way == nil {
      notice = Notice(text: "not open: only the bytes on the screen are left", style: .warning)
    }
    return contents.way != nil
  }

  /// What reading the whole segment does, where that is more than looking at a part.
  func warningOfPages(_ contents: HexScreen) -> DisplayText? {
    contents.way?.cost == .makesPages
      ? "this reads pages that the segment never had, and makes them" : nil
  }

  mutating func type(_ key: Key, into prompt: FindPrompt) -> [Effect] {
    var prompt = prompt
    switch key {
    case .tab, .backTab:
      prompt.side = prompt.side.other
      prompt.line.problem = nil
      return show(.findPrompt(prompt))
    case .control("t") where prompt.side == .text:
      prompt.minding = !prompt.mindsCase
      return show(.findPrompt(prompt))
    case .up where prompt.line.text.isEmpty:
      return show(.findPrompt(lastFind ?? prompt))
    default: break
    }
    switch prompt.line.take(key) {
    case .accepted: return find(prompt)
    case .left: return show(nil)
    case .repaint: return [.repaint]
    case .edited, .nothing: return show(.findPrompt(prompt))
    }
  }

  /// Looks for what was typed; where that is nothing, the prompt stays and says why.
  private mutating func find(_ prompt: FindPrompt) -> [Effect] {
    guard case .contents(let contents) = screen else { return show(nil) }
    do throws(TypedBytes.Problem) {
      let pattern = try prompt.pattern()
      lastFind = prompt
      overlay = nil
      return search(for: pattern, .from(contents.cursor), in: contents)
    } catch {
      var prompt = prompt
      prompt.line.problem =
        prompt.side == .text ? "type the text to look for" : error.text(in: settings.charset)
      return show(.findPrompt(prompt))
    }
  }
}
