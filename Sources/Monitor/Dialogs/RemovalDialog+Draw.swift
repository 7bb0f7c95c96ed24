internal import Kernel
internal import Operations
internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

extension RemovalDialog {
  /// The question before a segment is removed: what goes, its state and why, what is freed now and
  /// what later, what its application's makers advise, and who holds it.
  func box(_ context: Context) -> Box {
    var lines = context.subject(segment) + verdict(context)
    lines.append(Box.Line(text: ""))
    if isGone {
      lines.append(Box.Line(text: "It is gone already.", style: .warning))
    } else {
      lines.append(Box.Line(text: consequence(context)))
      lines += otherNames(context)
    }
    if isChanged {
      lines.append(Context.changedLine)
    }
    if let advice = segment.application?.application.advice(in: context.charset) {
      lines.append(Box.Line(text: advice, style: .warning))
    }
    if !isGone { lines.append(context.savingLine(isSaved, key: wantsID ? "F2" : "s")) }
    if wantsID { lines += request(context) }
    return Box(
      title: "Remove?", lines: lines, list: holders(context), buttons: buttons,
      top: top, charset: context.charset)
  }

  /// The button that removes comes with the ID, where that is to be typed.
  private var buttons: [(text: DisplayText, isFocused: Bool)] {
    var buttons: [(text: DisplayText, isFocused: Bool)] = [
      ("[ Keep it: Esc ]", !isActFocused)
    ]
    if !wantsID || isActFocused {
      buttons.append(
        (wantsID ? "[ Remove: Enter ]" : "[ Remove: y ]", isActFocused))
    }
    return buttons
  }

  /// What is to be typed, and what was.
  private func request(_ context: Context) -> [Box.Line] {
    [
      Box.Line(
        text: "To remove it, type \(DisplayText(segment.identity.id, in: context.charset))"),
      Box.Line(text: "> ", style: .emphasis, input: line),
    ]
  }

  /// The state and all reasons for it.
  private func verdict(_ context: Context) -> [Box.Line] {
    guard let verdict = segment.verdict else { return [] }
    var text = verdict.state.text
    for (index, reason) in verdict.reasons.enumerated() {
      text.append(literal: index == 0 ? ": " : "; ")
      text.append(reason, context.format)
    }
    return [Box.Line(text: text)]
  }

  /// Those who hold it, where they are more than the sentences name.
  private func holders(_ context: Context) -> Box.List {
    let holders = context.holdersInOrder(of: segment)
    guard holders.count > Self.mostNamed else { return Box.List() }
    let (charset, format) = (context.charset, context.format)
    return Box.List(count: holders.count + 1) { row in
      guard row > 0 else { return Box.Line(text: "Held by:") }
      var text: DisplayText = "  "
      text.append(holderOf: holders[row - 1], in: charset)
      text.append(literal: ", ")
      text.append(holders[row - 1].user, format)
      return Box.Line(text: text)
    }
  }

  /// How many holders a sentence names.
  static let mostNamed = 3

  /// Says which other names keep the memory of a file.
  private func otherNames(_ context: Context) -> [Box.Line] {
    guard segment.hasOtherNames, let file = segment.file, let model = context.model else {
      return []
    }
    let others = model.snapshot.segments.filter {
      $0.file == file && $0.identity != segment.identity && !$0.isRemoved
    }
    guard let first = others.first else { return [] }
    var text: DisplayText = "Its memory stays with its other name, "
    text.append(DisplayText(first.identity.id, in: context.charset))
    if others.count > 1 { text.append(" and \(others.count - 1) more") }
    text.append(literal: ".")
    return [Box.Line(text: text, style: .warning)]
  }

  private func consequence(_ context: Context) -> DisplayText {
    var text = DisplayText()
    if segment.kind == .systemV {
      append(consequenceOf: attachments ?? 0, context, to: &text)
    } else {
      append(consequenceForFile: context, to: &text)
    }
    return text
  }

  /// What removing a System V segment does: the kernel counts its attachments.
  private func append(
    consequenceOf attachments: UInt64, _ context: Context, to text: inout DisplayText
  ) {
    if attachments == 0 {
      text.append(
        "Nobody has it attached: removing it frees \(memory) at once.")
      return
    }
    text.append(literal: "It is in use: ")
    text.append(counted: attachments, "attachment")
    if let holders = segment.holders, !holders.isEmpty {
      text.append(literal: " of ")
      append(holders, context, to: &text)
    }
    text.append(literal: ". No program will find it any more; ")
    text.append(memoryGoesWith: attachments)
    text.append(" and frees \(memory).")
  }

  private func append(_ holders: [Holder], _ context: Context, to text: inout DisplayText) {
    for (index, holder) in holders.prefix(Self.mostNamed).enumerated() {
      if index > 0 { text.append(literal: ", ") }
      text.append(holderOf: holder, in: context.charset)
    }
    if holders.count > Self.mostNamed { text.append(" and \(holders.count - Self.mostNamed) more") }
  }

  /// What is known of a file's holders is as old and as complete as the last look at processes.
  private func append(consequenceForFile context: Context, to text: inout DisplayText) {
    let scan = context.model?.snapshot.scan
    switch (segment.holders, scan) {
    case (let holders?, _) where !holders.isEmpty:
      text.append(literal: "It is in use by ")
      append(holders, context, to: &text)
      text.append(literal: ". Its name goes now, its memory, ")
      text.append(memory)
      text.append(literal: ", when nobody holds it any more.")
    case (_?, let scan?) where scan.isComplete || segment.verdict?.state == .orphan:
      text.append(literal: "No holder was found (")
      text.append(surveyOf: scan, now: context.format.now)
      text.append(literal: "): removing it frees ")
      text.append(memory)
      text.append(literal: ".")
    default:
      text.append(literal: "Its name goes now. Its memory, ")
      text.append(memory)
      text.append(literal: ", goes when no process maps it or has it open; who does is not known")
      if let scan {
        text.append(literal: " (")
        text.append(surveyOf: scan, now: context.format.now)
        text.append(literal: ")")
      }
      text.append(literal: ".")
    }
  }

  private var memory: DisplayText {
    var text = DisplayText()
    text.append(bytes: segment.allocated ?? segment.size, in: .human)
    return text
  }
}
