internal import Canvas
internal import Escaping
internal import SharedMemory

/// The line in which is typed where to go in a segment.
struct GotoPrompt: Sendable {
  var text: [UInt8] = []
  /// What is wrong with it.
  var problem: DisplayText?
}

extension Monitor {
  mutating func type(_ key: Key, into prompt: GotoPrompt) -> [Effect] {
    var prompt = prompt
    prompt.problem = nil
    switch key {
    case .enter: return go(prompt)
    case .escape: return show(nil)
    case .backspace where prompt.text.isEmpty: return show(nil)
    case .backspace:
      while let byte = prompt.text.popLast(), byte & 0xc0 == 0x80 {}
    case .control("u"): prompt.text = []
    case .control("l"): return [.repaint]
    case .character(let scalar): prompt.text += Array(String(scalar).utf8)
    default: return []
    }
    return show(.gotoPrompt(prompt))
  }

  /// Goes where was typed; where that is no place, the prompt stays and says why.
  private mutating func go(_ prompt: GotoPrompt) -> [Effect] {
    guard case .contents(var contents) = screen else { return show(nil) }
    do throws(Goto.Problem) {
      let place = try Goto(prompt.text)
        .place(from: contents.cursor, last: contents.lastByte)
      if place > contents.lastByte {
        notice = Notice(text: "past the end: this is the last byte", style: .warning)
      }
      overlay = nil
      contents.go(to: place, in: window(of: contents))
      screen = .contents(contents)
      return readVisibleContents()
    } catch {
      var prompt = prompt
      prompt.problem = error.text
      return show(.gotoPrompt(prompt))
    }
  }
}
