internal import Canvas
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// Takes a key into the line in which is typed where to go in a segment.
  mutating func typeIntoGoto(_ key: Key, _ line: LineEditor) -> [Effect] {
    var line = line
    switch line.take(key) {
    case .accepted: return go(line)
    case .left: return show(nil)
    case .repaint: return [.repaint]
    case .edited, .nothing: return show(.gotoPrompt(line))
    }
  }

  /// Goes where was typed; where that is no place, the prompt stays and says why.
  private mutating func go(_ line: LineEditor) -> [Effect] {
    guard case .contents(let contents) = screen else { return show(nil) }
    do throws(Goto.Problem) {
      let place = try Goto(line.text)
        .place(from: contents.cursor, last: contents.lastByte)
      overlay = nil
      return show(place, of: contents)
    } catch {
      return show(.gotoPrompt(LineEditor(text: line.text, problem: error.text)))
    }
  }

  /// Puts the cursor on a byte and what lies round it on the screen.
  mutating func show(_ place: UInt64, of contents: HexScreen) -> [Effect] {
    var contents = contents
    if place > contents.lastByte {
      notice = Notice(text: "past the end: this is the last byte", style: .warning)
    }
    contents.go(to: place, in: window(of: contents))
    screen = .contents(contents)
    return readVisibleContents()
  }
}
