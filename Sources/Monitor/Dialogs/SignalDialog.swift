internal import Canvas
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The question before a signal is sent to a process that holds a segment.
///
/// The process stays the same while the question is open, even if its PID is reused.
struct SignalDialog: Confirmation {
  let holder: Holder
  /// The segment that it holds, as it was when the question appeared.
  let segment: Segment
  var signal = ProcessSignal.terminate
  var isActFocused = false
  var top = 0
  /// Whether it no longer holds the segment.
  var isGone = false

  /// Selects the previous or next signal.
  private mutating func choose(_ step: Int) {
    let all = ProcessSignal.allCases
    let index = (all.firstIndex(of: signal) ?? 0) + step
    signal = all[max(0, min(index, all.count - 1))]
    // The user may be about to press Enter.
    isActFocused = false
    // The signals are at the end.
    top = .max
  }

  var canAct: Bool { !isGone }

  var keys: [KeyBinding<Self>] { Self.bindings }

  private static let bindings: [KeyBinding<Self>] =
    [
      KeyBinding(.down, label: "other signal", meaning: "the next signal") { dialog, _ in
        dialog.choose(1)
      }
    ]
    + KeyBinding.moving { step, dialog, context in
      switch step {
      case .up: dialog.choose(-1)
      case .down: dialog.choose(1)
      case .pageUp, .pageDown, .top, .bottom: dialog.scroll(step, context)
      }
    } + KeyBinding.buttons + [.repaint]

  mutating func act(_ context: inout Context) {
    context.dismiss()
    context.perform(.signal(signal, holder))
  }

  /// Notes that the process no longer holds the segment.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let found = model.segment(segment.identity.id)
    let isHeld = found?.holders?.contains { HolderID($0) == HolderID(holder) } ?? (found != nil)
    guard !isHeld, !isGone else { return }
    isGone = true
    isActFocused = false
  }

  func box(_ context: Context) -> Box {
    var lines = [
      Box.Line(
        text:
          "\(DisplayText(escaping: holder.command, in: context.charset)) (\(holder.process.rawValue))",
        style: .emphasis)
    ]
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
    lines.append(Box.Line(text: facts))
    lines.append(
      Box.Line(text: "holds \(DisplayText(segment.identity.id, in: context.charset))"))
    if isGone {
      lines.append(Box.Line(text: "It does not hold the segment any more.", style: .warning))
    }
    lines.append(Box.Line(text: ""))
    for signal in ProcessSignal.allCases {
      let isChosen = signal == self.signal
      var text: DisplayText = isChosen ? "> " : "  "
      text.append(signal.text)
      text.pad(to: 8)
      text.append(signal.meaning)
      lines.append(Box.Line(text: text, style: isChosen ? .emphasis : .dialog))
    }
    var send: DisplayText = "[ Send "
    send.append(signal.text)
    send.append(literal: ": y ]")
    return Box(
      title: "Send a signal?", lines: lines,
      buttons: [("[ Cancel: Esc ]", !isActFocused), (send, isActFocused)],
      top: top, charset: context.charset)
  }
}
