internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  func drawRemoval(_ dialog: RemovalDialog, in part: Rectangle, _ frame: inout Frame) {
    var lines = subject(dialog.segment)
    lines.append(BoxView.Line(text: ""))
    lines.append(BoxView.Line(text: consequence(dialog)))
    let box = BoxView(
      title: "Remove?", lines: lines,
      buttons: [
        ("[ Keep it: Esc ]", !dialog.isRemoveFocused),
        ("[ Remove: y ]", dialog.isRemoveFocused),
      ],
      charset: settings.charset)
    box.draw(in: part, &frame)
  }

  func drawConsent(_ dialog: ConsentDialog, in part: Rectangle, _ frame: inout Frame) {
    var text: DisplayText = "Looking at its bytes "
    text.append(dialog.cost.text)
    text.append(words: ". There is no quieter way for you.")
    let box = BoxView(
      title: "Look?",
      lines: subject(dialog.segment) + [BoxView.Line(text: ""), BoxView.Line(text: text)],
      buttons: [
        ("[ Leave it: Esc ]", !dialog.isLookFocused), ("[ Look: y ]", dialog.isLookFocused),
      ],
      charset: settings.charset)
    box.draw(in: part, &frame)
  }

  private func subject(_ segment: Segment) -> [BoxView.Line] {
    var facts = DisplayText()
    facts.append(segment.kind.text)
    facts.append(words: ", ")
    facts.append(bytes: segment.size, in: .human)
    facts.append(words: ", owner ")
    facts.append(segment.owner.user, writing)
    if let key = segment.key, key != .private {
      facts.append(words: ", key ")
      facts.append(key: key)
    }
    if let born = segment.born {
      facts.append(words: ", ")
      facts.append(age: born, now: writing.now)
      facts.append(words: " old")
    }
    return [
      BoxView.Line(
        text: DisplayText(segment.identity.id, in: settings.charset), style: .strong),
      BoxView.Line(text: facts),
    ]
  }

  private func consequence(_ dialog: RemovalDialog) -> DisplayText {
    let memory = dialog.segment.allocated ?? dialog.segment.size
    var text = DisplayText()
    switch dialog.attachments {
    case nil:
      text.append(words: "Its name goes now. Its memory, ")
      text.append(bytes: memory, in: .human)
      text.append(words: ", goes when no process maps it or has it open; who does is not known.")
    case 0:
      text.append(words: "Nobody has it attached: removing it frees ")
      text.append(bytes: memory, in: .human)
      text.append(words: " at once.")
    case let attachments?:
      text.append(words: "It is in use: ")
      text.append(counted: attachments, "attachment")
      text.append(words: ". No program will find it any more; ")
      text.append(memoryGoesWith: attachments)
      text.append(words: " and frees ")
      text.append(bytes: memory, in: .human)
      text.append(words: ".")
    }
    return text
  }
}
