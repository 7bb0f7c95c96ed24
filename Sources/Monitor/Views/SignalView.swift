internal import Canvas
internal import Kernel
internal import Operations
internal import Presentation
internal import SafeText
internal import SharedMemory

extension Monitor {
  func signalBox(_ dialog: SignalDialog) -> BoxView {
    let holder = dialog.holder
    var lines = [
      BoxView.Line(
        text:
          "\(DisplayText(escaping: holder.command, in: settings.charset)) (\(holder.process.rawValue))",
        style: .emphasis)
    ]
    var facts: DisplayText = "user "
    facts.append(holder.user, format)
    if let start = holder.start {
      facts.append(literal: ", started ")
      facts.append(iso8601: start.moment)
      facts.append(literal: ", ")
      facts.append(age: start.moment, now: format.now)
      facts.append(literal: " ago")
    } else {
      facts.append(literal: ", start not known")
    }
    lines.append(BoxView.Line(text: facts))
    lines.append(
      BoxView.Line(text: "holds \(DisplayText(dialog.segment.identity.id, in: settings.charset))"))
    if dialog.isGone {
      lines.append(BoxView.Line(text: "It holds the segment no more.", style: .warning))
    }
    lines.append(BoxView.Line(text: ""))
    for signal in HolderSignal.allCases {
      let isChosen = signal == dialog.signal
      var text: DisplayText = isChosen ? "> " : "  "
      text.append(signal.text)
      text.pad(to: 8)
      text.append(signal.meaning)
      lines.append(BoxView.Line(text: text, style: isChosen ? .emphasis : .dialog))
    }
    var send: DisplayText = "[ Send "
    send.append(dialog.signal.text)
    send.append(literal: ": y ]")
    return BoxView(
      title: "Send a signal?", lines: lines,
      buttons: [("[ Leave it: Esc ]", !dialog.isSendFocused), (send, dialog.isSendFocused)],
      top: dialog.top, charset: settings.charset)
  }
}

extension Monitor.Notice {
  /// What came of a signal.
  init(
    _ signal: HolderSignal, _ holder: Holder, _ result: Result<Void, SignalError>,
    _ format: FormatOptions
  ) {
    var text = DisplayText()
    text.append(holderOf: holder, in: format.charset)
    text.append(literal: ": ")
    switch result {
    case .success:
      text.append(signal.text)
      text.append(literal: " sent")
      self.init(text: text, style: .emphasis)
    case .failure(let refusal):
      text.append(DisplayText(refusal, to: holder, format))
      self.init(text: text, style: .error)
    }
  }
}
