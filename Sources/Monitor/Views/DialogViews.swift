internal import Canvas
internal import Kernel
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  /// Where dialogs have room: everywhere, as a small screen has none to spare.
  var dialogPart: Rectangle { Rectangle(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  func consentBox(_ dialog: ConsentDialog) -> BoxView {
    var text: DisplayText = "Looking at its bytes "
    text.append(dialog.cost.text)
    text.append(literal: ". There is no quieter way for you.")
    return BoxView(
      title: "Look?",
      lines: subject(dialog.segment) + [BoxView.Line(text: ""), BoxView.Line(text: text)],
      buttons: [
        ("[ Leave it: Esc ]", !dialog.isLookFocused), ("[ Look: y ]", dialog.isLookFocused),
      ],
      charset: settings.charset)
  }

  /// What a question is about: its ID, and what tells it from others.
  func subject(_ segment: Segment) -> [BoxView.Line] {
    var facts = DisplayText()
    facts.append(segment.kind.text)
    facts.append(literal: ", ")
    facts.append(bytes: segment.size, in: .human)
    if let owner = segment.owner {
      facts.append(literal: ", owner ")
      facts.append(owner.user, format)
    }
    if let key = segment.key, key != .private {
      facts.append(literal: ", key ")
      facts.append(key: key)
    }
    if let born = segment.born {
      facts.append(literal: ", ")
      facts.append(age: born, now: format.now)
      facts.append(literal: " old")
    }
    return [
      BoxView.Line(
        text: DisplayText(segment.identity.id, in: settings.charset), style: .emphasis),
      BoxView.Line(text: facts),
    ]
  }
}
