internal import Kernel
internal import Operations
internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

extension RemovalDialog {
  /// The question: the segment, its state with reasons, the memory that is freed now or later, the
  /// advice of the makers of its application, and its holders.
  func box(_ context: Context) -> Box {
    var lines = context.subject(segment) + verdict(context)
    lines.append(Box.Line(text: ""))
    if isGone {
      lines.append(Box.Line(text: "It is already gone.", style: .warning))
    } else {
      lines.append(Box.Line(text: consequence(context)))
      lines += otherNames(context)
    }
    if isChanged {
      lines.append(Context.changedLine)
    }
    if isReading { lines.append(Box.Line(text: "Its first bytes are being read.")) }
    if let advice = segment.application(by: bytes)?.application.advice(in: context.charset) {
      lines.append(Box.Line(text: advice, style: .warning))
    }
    if !isGone { lines.append(context.savingLine(isSaved, key: wantsID ? "F2" : "s")) }
    if wantsID { lines += request(context) }
    return Box(
      title: "Remove?", lines: lines, list: holders(context), buttons: buttons,
      top: top, charset: context.charset)
  }

  /// The buttons; if the ID must be typed, the one that removes appears after that.
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

  /// The ID to type, and the line editor.
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

  /// The list of the holders, if there are more than the sentence names.
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

  /// The number of holders that a sentence names.
  static let mostNamed = 3

  /// The other names of the file, which keep its memory.
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

  /// The effect of the removal; the kernel counts the attachments of System V segments.
  private func consequence(_ context: Context) -> DisplayText {
    segment.kind == .systemV
      ? consequence(of: attachments ?? 0, context) : consequenceForFile(context)
  }

  private func consequence(of attachments: UInt64, _ context: Context) -> DisplayText {
    guard attachments > 0 else {
      return "No process has it attached: removing it frees \(memory) at once."
    }
    var text: DisplayText = "It is in use: "
    text.append(counted: attachments, "attachment")
    if let holders = segment.holders, !holders.isEmpty {
      text.append(" of \(names(of: holders, context))")
    }
    text.append(literal: ". After removal no process can find it; ")
    text.append(memoryFreedAfter: attachments)
    text.append(" (\(memory)).")
    return text
  }

  /// The effect of removing a file; its holders are known from the last scan of processes.
  private func consequenceForFile(_ context: Context) -> DisplayText {
    let scan = context.model?.snapshot.scan
    var age = DisplayText()
    if let scan { age.append(summaryOf: scan, now: context.format.now) }
    switch (segment.holders, scan) {
    case (let holders?, _) where !holders.isEmpty:
      return """
        It is in use by \(names(of: holders, context)). Its name is removed now; \(memory) is \
        freed when the last holder lets go.
        """
    case (_?, let scan?) where scan.isComplete || segment.verdict?.state == .orphan:
      return "No holder was found (\(age)): removing it frees \(memory)."
    default:
      let source: DisplayText = age.isEmpty ? "" : " (\(age))"
      return """
        Its name is removed now; \(memory) is freed when no process maps it or has it open. It is \
        not known whether one does\(source).
        """
    }
  }

  /// The first holders by name, and the number of the others.
  private func names(of holders: [Holder], _ context: Context) -> DisplayText {
    var text = DisplayText()
    for (index, holder) in holders.prefix(Self.mostNamed).enumerated() {
      if index > 0 { text.append(literal: ", ") }
      text.append(holderOf: holder, in: context.charset)
    }
    if holders.count > Self.mostNamed { text.append(" and \(holders.count - Self.mostNamed) more") }
    return text
  }

  private var memory: DisplayText {
    var text = DisplayText()
    text.append(bytes: segment.allocated ?? segment.size, in: .human)
    return text
  }
}
