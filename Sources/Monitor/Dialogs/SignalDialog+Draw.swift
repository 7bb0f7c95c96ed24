internal import Canvas
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

extension SignalDialog {
  func box(_ context: Context) -> Box {
    if case .done(let outcomes) = phase { return doneBox(outcomes, context) }
    let isAlone = targets.count == 1
    var lines = isAlone ? alone(targets[0], context) : heading(context)
    if let group { lines.insert(Box.Line(text: "Group: \(group)", style: .emphasis), at: 0) }
    if !isAlone { lines += signals }
    if let freed = freed(context) { lines.append(Box.Line(text: words(freed, context))) }
    lines += changes
    if isAlone { lines += signals }
    let send: DisplayText =
      isAlone ? "[ Send \(signal.text): y ]" : "[ \(signal.text) to \(remaining.count): y ]"
    let (targets, gone) = (targets, gone)
    let format = context.format
    var box = Box(
      title: "Send a signal?", lines: lines,
      buttons: [("[ Cancel: Esc ]", !isActFocused), (send, isActFocused)],
      top: top, charset: context.charset)
    box.scrollKeys = ("PgUp", "PgDn")
    guard !isAlone else {
      let name = DisplayText(escaping: targets[0].command, in: context.charset)
      box.subject = "\(name) (\(targets[0].process.rawValue))"
      return box
    }
    box.list = Box.List(count: targets.count) { row in
      let holder = targets[row]
      let isGone = gone.contains(HolderID(holder))
      var text = holder.row(format)
      if isGone { text.append(literal: "  no longer a holder") }
      return Box.Line(text: text, style: isGone ? .dim : .dialog)
    }
    return box
  }

  /// The lines about one process.
  private func alone(_ holder: Holder, _ context: Context) -> [Box.Line] {
    let name = DisplayText(escaping: holder.command, in: context.charset)
    var facts: DisplayText = "user "
    facts.append(holder.user, context.format)
    if let start = holder.start {
      facts.append(literal: ", started ")
      facts.append(iso8601: start.moment)
      facts.append(literal: ", ")
      facts.append(age: start.moment, now: context.format.now)
      facts.append(literal: " ago")
    } else {
      facts.append(literal: ", start time not known")
    }
    var holding: DisplayText = "holds \(held(context))"
    if isOneOfMany { holding.append("; a: all \(everyone.count) holders") }
    var lines = [
      Box.Line(text: "\(name) (\(holder.process.rawValue))", style: .emphasis),
      Box.Line(text: facts), Box.Line(text: holding),
    ]
    if let others = others(of: holder, context) {
      lines.append(Box.Line(text: others, style: .warning))
    }
    return lines
  }

  /// What a process holds apart from the segments that the question is about; `nil` if it is nothing that was
  /// seen.
  private func others(of holder: Holder, _ context: Context) -> DisplayText? {
    guard case .segments(let segments) = subject, let model = context.model,
      let usage = usage(of: holder, context)
    else { return nil }
    let asked = Set(segments.map(\.identity.id))
    let others = usage.holdings.map { model.segments[$0.position] }
      .filter { !asked.contains($0.identity.id) }
    guard let first = others.first else { return nil }
    let name = DisplayText(first.identity.id, in: context.charset)
    return others.count == 1
      ? "also holds \(name)" : "also holds \(name) and \(counted: others.count - 1, "more segment")"
  }

  private func heading(_ context: Context) -> [Box.Line] {
    [Box.Line(text: "\(targets.count) processes hold \(held(context))", style: .emphasis)]
  }

  /// What the processes hold.
  private func held(_ context: Context) -> DisplayText {
    switch subject {
    case .process(let usage): "\(counted: usage.segments, "segment")"
    case .segments(let segments) where segments.count == 1:
      DisplayText(segments[0].identity.id, in: context.charset)
    case .segments(let segments): "\(segments.count) segments"
    }
  }

  /// The signals, one a line.
  private var signals: [Box.Line] {
    ProcessSignal.allCases.map { signal in
      let isChosen = signal == self.signal
      var text: DisplayText = isChosen ? "> " : "  "
      text.append(signal.text)
      text.pad(to: 8)
      text.append(signal.meaning)
      return Box.Line(text: text, style: isChosen ? .emphasis : .dialog)
    }
  }

  /// What an exit frees.
  private func words(_ freed: Freed, _ context: Context) -> DisplayText {
    let whose: DisplayText = remaining.count == 1 ? "Its exit frees " : "Together they free "
    guard freed.release != .zero || freed.numbers > 0 else {
      return "\(whose)nothing: a name or another process keeps the memory."
    }
    var text = whose
    if freed.numbers > 0 {
      text.append(freed.numbers)
      if let limit = context.model?.snapshot.limits?.segments { text.append(" of \(limit)") }
      text.append(literal: freed.numbers == 1 ? " System V number, " : " System V numbers, ")
    }
    text.append(freed.release, context.format)
    text.append(literal: ".")
    return text
  }

  private var changes: [Box.Line] {
    if targets.count == 1 && !gone.isEmpty {
      return [Box.Line(text: "It does not hold the segment any more.", style: .warning)]
    }
    if remaining.isEmpty {
      return [Box.Line(text: "None of them is a holder any more.", style: .warning)]
    }
    var lines = isChanged ? [Context.changedLine] : []
    if newcomers > 0 {
      lines.append(
        Box.Line(
          text: newcomers == 1
            ? "Another process holds it by now; it gets no signal."
            : "\(newcomers) other processes hold it by now; they get no signal.",
          style: .warning))
    }
    return lines
  }

  private func doneBox(_ outcomes: [SignalOutcome], _ context: Context) -> Box {
    let format = context.format
    var lines = [
      Box.Line(text: DisplayText(signal, summaryOf: outcomes), style: .emphasis)
    ]
    lines.append(
      Box.Line(
        text: remaining.isEmpty
          ? "None of them is a holder any more."
          : "\(remaining.count) of \(targets.count) still hold it. A process needs time to exit.",
        style: remaining.isEmpty ? .dialog : .warning))
    var buttons: [(text: DisplayText, isFocused: Bool)] = [("[ Close: Esc ]", true)]
    if !remaining.isEmpty { buttons.append(("[ KILL them: K ]", false)) }
    let signal = signal
    return Box(
      title: "Signals", lines: lines,
      list: Box.List(count: outcomes.count) { row in
        Box.Line(
          text: DisplayText(signal, outcomes[row], format),
          style: outcomes[row].isSent ? .dialog : .error)
      }, buttons: buttons, top: top, charset: context.charset)
  }
}

extension Holder {
  /// Its PID, user and name in a list.
  fileprivate func row(_ format: FormatOptions) -> DisplayText {
    let number = DisplayText("\(process.rawValue)")
    var text = DisplayText()
    text.append(repeating: UInt8(ascii: " "), count: max(0, 7 - number.columns))
    text.append(number)
    text.append(literal: " ")
    var name = DisplayText()
    name.append(user, format)
    text.append(name.elided(to: 8, mark: Glyph.ellipsis.text(in: format.charset)))
    text.pad(to: 17)
    text.append(escaping: command, in: format.charset)
    return text
  }
}
