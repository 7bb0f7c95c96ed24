internal import Canvas
internal import Operations
internal import SafeText
internal import SharedMemory

/// The question before a signal goes to a process that holds a segment.
///
/// The process stays the same while it is open, whoever gets its number.
struct SignalDialog: Sendable {
  let holder: Holder
  /// What it holds, as it was when the question was put.
  let segment: Segment
  var signal = HolderSignal.terminate
  var isSendFocused = false
  var top = 0
  /// Whether it was found to hold the segment no more.
  var isGone = false

  /// Chooses the signal before or after.
  mutating func choose(_ step: Int) {
    let all = HolderSignal.allCases
    let index = (all.firstIndex(of: signal) ?? 0) + step
    signal = all[max(0, min(index, all.count - 1))]
    // The finger can be on its way to Enter.
    isSendFocused = false
  }
}

extension Monitor {
  /// Puts the question about a holder of the segment whose details are on the screen.
  mutating func askToSignal(_ details: DetailsScreen) -> [Effect] {
    let holders = holdersInOrder(of: details.segment)
    guard let holder = holders.first(where: { HolderID($0) == details.holder }) else {
      // Which of many is meant is not for this program to guess.
      var details = details
      details.holder = holders.first.map(HolderID.init)
      showHolder(&details)
      screen = .details(details)
      guard holders.count == 1 else {
        notice = Notice(
          text: holders.isEmpty ? "no holder is known" : "choose a holder with Tab, then press K",
          style: .warning)
        return []
      }
      return show(.signal(SignalDialog(holder: holders[0], segment: details.segment)))
    }
    return show(.signal(SignalDialog(holder: holder, segment: details.segment)))
  }

  mutating func press(_ command: Command, in dialog: SignalDialog) -> [Effect] {
    var dialog = dialog
    switch command {
    case .up, .down:
      dialog.choose(command == .up ? -1 : 1)
      // The signals stand at the end.
      dialog.top = .max
    case .pageUp, .pageDown, .top, .bottom:
      dialog.top = signalBox(dialog).scrolled(command, in: dialogPart)
    case .toggleButton: dialog.isSendFocused.toggle()
    case .confirm where dialog.isGone: break
    case .confirm: return send(dialog)
    case .accept where dialog.isSendFocused && !dialog.isGone: return send(dialog)
    case .accept, .dismiss: return show(nil)
    default: return []
    }
    return show(.signal(dialog))
  }

  private mutating func send(_ dialog: SignalDialog) -> [Effect] {
    overlay = nil
    return [.signal(dialog.signal, dialog.holder)]
  }

  /// Says in the question that its process holds the segment no more.
  mutating func followAskedHolder(_ rows: TableModel) {
    guard case .signal(var dialog) = overlay else { return }
    let segment = rows.segment(dialog.segment.identity.id)
    let isHeld =
      segment?.holders?.contains { HolderID($0) == HolderID(dialog.holder) } ?? (segment != nil)
    guard !isHeld, !dialog.isGone else { return }
    dialog.isGone = true
    dialog.isSendFocused = false
    overlay = .signal(dialog)
  }

  /// Says what came of a signal, and looks who holds what now.
  mutating func signalled(
    _ signal: HolderSignal, _ holder: Holder, _ result: Result<Void, SignalError>
  ) -> [Effect] {
    notice = Notice(signal, holder, result, format)
    return rescan()
  }
}
