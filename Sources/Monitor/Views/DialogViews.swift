internal import Canvas
internal import Escaping
internal import Presentation
internal import SharedMemory

extension Monitor {
  func drawRemoval(_ dialog: RemovalDialog, in part: Rectangle, _ frame: inout Frame) {
    var lines = subject(dialog.segment) + verdict(dialog.segment)
    lines.append(BoxView.Line(text: ""))
    if dialog.isGone {
      lines.append(BoxView.Line(text: "It is gone already.", style: .warning))
    } else {
      lines.append(BoxView.Line(text: consequence(dialog)))
    }
    if dialog.isChanged {
      lines.append(
        BoxView.Line(text: "This has just changed: look again, then choose.", style: .warning))
    }
    if let advice = dialog.segment.application?.application.advice(in: settings.charset) {
      lines.append(BoxView.Line(text: advice, style: .warning))
    }
    let box = BoxView(
      title: "Remove?", lines: lines,
      buttons: [
        ("[ Keep it: Esc ]", !dialog.isRemoveFocused),
        ("[ Remove: y ]", dialog.isRemoveFocused),
      ],
      charset: settings.charset)
    box.draw(in: part, &frame)
  }

  /// The state and the first reasons for it.
  private func verdict(_ segment: Segment) -> [BoxView.Line] {
    guard let verdict = segment.verdict else { return [] }
    var text = verdict.state.text
    for (index, reason) in verdict.reasons.prefix(3).enumerated() {
      text.append(words: index == 0 ? ": " : "; ")
      text.append(reason, writing)
    }
    return [BoxView.Line(text: text)]
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
    if let owner = segment.owner {
      facts.append(words: ", owner ")
      facts.append(owner.user, writing)
    }
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
    var text = DisplayText()
    if dialog.segment.kind == .systemV {
      text.append(consequenceOf: dialog.attachments ?? 0, memory(of: dialog.segment))
    } else {
      append(consequenceFor: dialog.segment, to: &text)
    }
    return text
  }

  /// What is known of a file's holders is as old and as complete as the last look at processes.
  private func append(consequenceFor segment: Segment, to text: inout DisplayText) {
    let survey = rows?.snapshot.survey
    switch (segment.holders, survey) {
    case (let holders?, _) where !holders.isEmpty:
      text.append(words: "It is in use by ")
      for (index, holder) in holders.prefix(3).enumerated() {
        if index > 0 { text.append(words: ", ") }
        text.append(holderOf: holder, in: settings.charset)
      }
      if holders.count > 3 { text.append(" and \(holders.count - 3) more") }
      text.append(words: ". Its name goes now, its memory, ")
      text.append(memory(of: segment))
      text.append(words: ", when nobody holds it any more.")
    case (_?, let survey?) where survey.isComplete:
      text.append(words: "No holder was found (")
      text.append(surveyOf: survey, now: writing.now)
      text.append(words: "): removing it frees ")
      text.append(memory(of: segment))
      text.append(words: ".")
    default:
      text.append(words: "Its name goes now. Its memory, ")
      text.append(memory(of: segment))
      text.append(words: ", goes when no process maps it or has it open; who does is not known")
      if let survey {
        text.append(words: " (")
        text.append(surveyOf: survey, now: writing.now)
        text.append(words: ")")
      }
      text.append(words: ".")
    }
  }

  private func memory(of segment: Segment) -> DisplayText {
    var text = DisplayText()
    text.append(bytes: segment.allocated ?? segment.size, in: .human)
    return text
  }
}

extension DisplayText {
  /// Appends what removing a System V segment does: the kernel counts its attachments.
  fileprivate mutating func append(consequenceOf attachments: UInt64, _ memory: DisplayText) {
    if attachments == 0 {
      append("Nobody has it attached: removing it frees \(memory) at once.")
      return
    }
    append(words: "It is in use: ")
    append(counted: attachments, "attachment")
    append(words: ". No program will find it any more; ")
    append(memoryGoesWith: attachments)
    append(" and frees \(memory).")
  }
}
