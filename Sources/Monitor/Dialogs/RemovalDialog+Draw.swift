internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

extension RemovalDialog {
  /// The question: what ``RemovalReport`` says about the segment, and the buttons.
  func box(_ context: Context) -> Box {
    let report = report(context)
    // A long name must not push what is known of the segment off the screen.
    let title = report.title.elided(
      to: max(12, (context.size.columns - 6) * (context.size.rows < 16 ? 1 : 2)),
      mark: context.ellipsis)
    var lines = [Box.Line(text: title, style: .emphasis), Box.Line(text: report.facts)]
    if let verdict = report.verdict { lines.append(Box.Line(text: verdict)) }
    lines.append(Box.Line(text: ""))
    if isGone {
      lines.append(Box.Line(text: "It is already gone.", style: .warning))
    } else if let obstacle {
      let error = DisplayText(obstacle, of: segment, context.format)
      lines.append(Box.Line(text: "It cannot be removed: \(error).", style: .warning))
    } else {
      lines.append(Box.Line(text: report.consequence))
      if let names = report.otherNames { lines.append(Box.Line(text: names, style: .warning)) }
    }
    if isChanged {
      lines.append(Context.changedLine)
    }
    if isReading {
      lines.append(
        Box.Line(text: "Reading its first bytes to identify the application; y works after that."))
    }
    if let advice = report.advice { lines.append(Box.Line(text: advice, style: .warning)) }
    if !isGone && obstacle == nil {
      lines.append(context.savingLine(isSaved, key: wantsID ? "F2" : "s"))
    }
    var typed: [Box.Line] = []
    if let request = report.request, obstacle == nil {
      typed = [Box.Line(text: request), Box.Line(text: "> ", style: .emphasis, input: line)]
    }
    let holders = report.holders
    return Box(
      title: "Remove?", subject: subject(context), lines: lines,
      list: Box.List(count: holders.isEmpty ? 0 : holders.count + 1) { row in
        Box.Line(text: row == 0 ? "Held by:" : "  \(holders[row - 1])")
      }, pinned: typed, buttons: buttons, top: top, charset: context.charset)
  }

  /// What is removed, in as few columns as tell that.
  private func subject(_ context: Context) -> DisplayText {
    if segment.kind == .systemV { return DisplayText(segment.identity.id, in: context.charset) }
    var text = DisplayText()
    text.append(labelOf: segment, in: context.charset)
    return text
  }

  private func report(_ context: Context) -> RemovalReport {
    let snapshot = context.model?.snapshot
    var format = context.format
    // A name of many escapes, or a long path, would be cut at the end of a line.
    format.longestHolder = max(8, Box.innerColumns(in: context.bounds) / 2)
    return RemovalReport(
      on: segment, attachments: attachments, bytes: bytes, scan: snapshot?.scan,
      others: snapshot?.segments ?? [], format)
  }

  /// The buttons; if the ID must be typed, the one that removes appears after that.
  private var buttons: [(text: DisplayText, isFocused: Bool)] {
    var buttons: [(text: DisplayText, isFocused: Bool)] = [
      ("[ Keep it: Esc ]", !isActFocused)
    ]
    if obstacle == nil && (!wantsID || isActFocused) {
      buttons.append(
        (wantsID ? "[ Remove: Enter ]" : "[ Remove: y ]", isActFocused))
    }
    return buttons
  }
}
