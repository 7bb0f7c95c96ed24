internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// The question before a segment is removed: what goes, its state and why, what is freed now and
  /// what later, what its application's makers advise, and who holds it.
  func removalBox(_ dialog: RemovalDialog) -> BoxView {
    var lines = subject(dialog.segment) + verdict(dialog.segment)
    lines.append(BoxView.Line(text: ""))
    if dialog.isGone {
      lines.append(BoxView.Line(text: "It is gone already.", style: .warning))
    } else {
      lines.append(BoxView.Line(text: consequence(dialog)))
      lines += otherNames(of: dialog.segment)
    }
    if dialog.isChanged {
      lines.append(
        BoxView.Line(text: "This has just changed: look again, then choose.", style: .warning))
    }
    if let advice = dialog.segment.application?.application.advice(in: settings.charset) {
      lines.append(BoxView.Line(text: advice, style: .warning))
    }
    if !dialog.isGone { lines.append(saving(dialog.isSaved, key: dialog.wantsID ? "F2" : "s")) }
    if dialog.wantsID { lines += request(for: dialog) }
    return BoxView(
      title: "Remove?", lines: lines, list: holders(of: dialog.segment), buttons: buttons(dialog),
      top: dialog.top, charset: settings.charset)
  }

  /// The button that removes comes with the ID, where that is to be typed.
  private func buttons(_ dialog: RemovalDialog) -> [(text: DisplayText, isFocused: Bool)] {
    var buttons: [(text: DisplayText, isFocused: Bool)] = [
      ("[ Keep it: Esc ]", !dialog.isRemoveFocused)
    ]
    if !dialog.wantsID || dialog.isRemoveFocused {
      buttons.append(
        (dialog.wantsID ? "[ Remove: Enter ]" : "[ Remove: y ]", dialog.isRemoveFocused))
    }
    return buttons
  }

  /// Whether it is saved before, where, and the key that changes that.
  func saving(_ isSaved: Bool, key: DisplayText = "s") -> BoxView.Line {
    var text: DisplayText = isSaved ? "[x] Save first in " : "[ ] Save first in "
    text.append(settings.directory)
    text.append(": \(key)")
    return BoxView.Line(text: text, style: isSaved ? .emphasis : .dialog)
  }

  /// What is to be typed, and what was.
  private func request(for dialog: RemovalDialog) -> [BoxView.Line] {
    var typed: DisplayText = "> "
    typed.append(DisplayText(typed: dialog.typed, in: settings.charset))
    typed.append(literal: "_")
    return [
      BoxView.Line(
        text: "To remove it, type \(DisplayText(dialog.segment.identity.id, in: settings.charset))"),
      BoxView.Line(text: typed, style: .emphasis),
    ]
  }

  /// The state and all reasons for it.
  private func verdict(_ segment: Segment) -> [BoxView.Line] {
    guard let verdict = segment.verdict else { return [] }
    var text = verdict.state.text
    for (index, reason) in verdict.reasons.enumerated() {
      text.append(literal: index == 0 ? ": " : "; ")
      text.append(reason, format)
    }
    return [BoxView.Line(text: text)]
  }

  /// Those who hold it, where they are more than the sentences name.
  private func holders(of segment: Segment) -> BoxView.List {
    let holders = holdersInOrder(of: segment)
    guard holders.count > Self.mostNamed else { return BoxView.List() }
    let (charset, format) = (settings.charset, format)
    return BoxView.List(count: holders.count + 1) { row in
      guard row > 0 else { return BoxView.Line(text: "Held by:") }
      var text: DisplayText = "  "
      text.append(holderOf: holders[row - 1], in: charset)
      text.append(literal: ", ")
      text.append(holders[row - 1].user, format)
      return BoxView.Line(text: text)
    }
  }

  /// How many holders a sentence names.
  static let mostNamed = 3

  /// Says which other names keep the memory of a file.
  private func otherNames(of segment: Segment) -> [BoxView.Line] {
    guard segment.hasOtherNames, let file = segment.file, let rows else { return [] }
    let others = rows.snapshot.segments.filter {
      $0.file == file && $0.identity != segment.identity && !$0.isRemoved
    }
    guard let first = others.first else { return [] }
    var text: DisplayText = "Its memory stays with its other name, "
    text.append(DisplayText(first.identity.id, in: settings.charset))
    if others.count > 1 { text.append(" and \(others.count - 1) more") }
    text.append(literal: ".")
    return [BoxView.Line(text: text, style: .warning)]
  }

  private func consequence(_ dialog: RemovalDialog) -> DisplayText {
    var text = DisplayText()
    if dialog.segment.kind == .systemV {
      append(consequenceOf: dialog.attachments ?? 0, for: dialog.segment, to: &text)
    } else {
      append(consequenceFor: dialog.segment, to: &text)
    }
    return text
  }

  /// What removing a System V segment does: the kernel counts its attachments.
  private func append(
    consequenceOf attachments: UInt64, for segment: Segment, to text: inout DisplayText
  ) {
    if attachments == 0 {
      text.append(
        "Nobody has it attached: removing it frees \(memory(of: segment)) at once.")
      return
    }
    text.append(literal: "It is in use: ")
    text.append(counted: attachments, "attachment")
    if let holders = segment.holders, !holders.isEmpty {
      text.append(literal: " of ")
      append(holders, to: &text)
    }
    text.append(literal: ". No program will find it any more; ")
    text.append(memoryGoesWith: attachments)
    text.append(" and frees \(memory(of: segment)).")
  }

  private func append(_ holders: [Holder], to text: inout DisplayText) {
    for (index, holder) in holders.prefix(Self.mostNamed).enumerated() {
      if index > 0 { text.append(literal: ", ") }
      text.append(holderOf: holder, in: settings.charset)
    }
    if holders.count > Self.mostNamed { text.append(" and \(holders.count - Self.mostNamed) more") }
  }

  /// What is known of a file's holders is as old and as complete as the last look at processes.
  private func append(consequenceFor segment: Segment, to text: inout DisplayText) {
    let scan = rows?.snapshot.scan
    switch (segment.holders, scan) {
    case (let holders?, _) where !holders.isEmpty:
      text.append(literal: "It is in use by ")
      append(holders, to: &text)
      text.append(literal: ". Its name goes now, its memory, ")
      text.append(memory(of: segment))
      text.append(literal: ", when nobody holds it any more.")
    case (_?, let scan?) where scan.isComplete || segment.verdict?.state == .orphan:
      text.append(literal: "No holder was found (")
      text.append(surveyOf: scan, now: format.now)
      text.append(literal: "): removing it frees ")
      text.append(memory(of: segment))
      text.append(literal: ".")
    default:
      text.append(literal: "Its name goes now. Its memory, ")
      text.append(memory(of: segment))
      text.append(literal: ", goes when no process maps it or has it open; who does is not known")
      if let scan {
        text.append(literal: " (")
        text.append(surveyOf: scan, now: format.now)
        text.append(literal: ")")
      }
      text.append(literal: ".")
    }
  }

  private func memory(of segment: Segment) -> DisplayText {
    var text = DisplayText()
    text.append(bytes: segment.allocated ?? segment.size, in: .human)
    return text
  }
}
