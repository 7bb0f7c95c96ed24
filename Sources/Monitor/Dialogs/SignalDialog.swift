internal import Canvas
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The question before a signal is sent to processes that hold segments, and the result.
///
/// The processes are fixed when the question appears, even if their PIDs are reused: later some may
/// be left out, but none is added.
///
/// Why: Decisions/75-signals-to-all-holders.md
struct SignalDialog: ConfirmationDialog {
  /// The processes that are listed.
  private(set) var targets: [Holder]
  /// All holders, if one of them was selected.
  let everyone: [Holder]
  private(set) var subject: Subject
  /// The title of the group of rows whose segments they hold; `nil` if no group was selected.
  let group: DisplayText?
  private(set) var signal: ProcessSignal
  private(set) var phase = Phase.asking
  /// Those that no longer hold what the question is about.
  private(set) var gone: Set<HolderID> = []
  /// The number of holders that have come since the question appeared; they get no signal.
  private(set) var newcomers = 0
  var isActFocused = false
  var isChanged = false
  var top = 0

  /// What the processes hold.
  enum Subject: Sendable {
    case segments([Segment])
    /// All that this process holds.
    case process(ProcessUsage)
  }

  enum Phase: Sendable {
    case asking, sending
    case done([SignalOutcome])
  }

  init(
    to targets: [Holder], of everyone: [Holder] = [], holding subject: Subject,
    inGroup group: DisplayText? = nil, _ signal: ProcessSignal = .terminate
  ) {
    self.targets = targets
    self.everyone = everyone
    self.subject = subject
    self.group = group
    self.signal = signal
  }

  /// The processes that get the signal.
  var remaining: [Holder] { targets.filter { !gone.contains(HolderID($0)) } }

  var canAct: Bool { if case .asking = phase { !remaining.isEmpty } else { false } }

  /// Whether one of several holders was selected.
  var isOneOfMany: Bool { targets.count < everyone.count }

  // MARK: Keys

  var keys: [KeyBinding<Self>] {
    switch phase {
    case .asking: Self.askingKeys
    case .sending: [.repaint, Self.close]
    case .done: Self.doneKeys
    }
  }

  private static let askingKeys: [KeyBinding<Self>] =
    [
      KeyBinding(fixed: .down, label: "other signal", meaning: "the next signal") { dialog, _ in
        dialog.choose(1)
      },
      KeyBinding(
        fixed: .character("a"), label: "all holders", meaning: "all holders of the segment",
        isActive: { dialog, _ in dialog.isOneOfMany }
      ) { dialog, _ in dialog.takeAll() },
    ]
    + KeyBinding.moving { step, dialog, context in
      switch step {
      case .up: dialog.choose(-1)
      case .down: dialog.choose(1)
      case .pageUp, .pageDown, .top, .bottom: dialog.scroll(step, context)
      }
    } + KeyBinding.buttons + [.repaint]

  private static let doneKeys: [KeyBinding<Self>] =
    KeyBinding.scrolling + [
      .repaint,
      KeyBinding(
        fixed: .character("K"), label: "KILL", meaning: "ask to send KILL to those that are left",
        isChanging: true, isActive: { dialog, _ in !dialog.remaining.isEmpty }
      ) { dialog, context in
        guard !dialog.remaining.isEmpty else { return }
        context.show(
          SignalDialog(to: dialog.remaining, holding: dialog.subject, inGroup: dialog.group, .kill))
      },
      close,
    ]

  private static let close = KeyBinding<Self>(
    fixed: .escape, .enter, .character("q"), label: "close", meaning: "close"
  ) { _, context in context.dismiss() }

  /// Selects the previous or next signal.
  private mutating func choose(_ step: Int) {
    let all = ProcessSignal.allCases
    let index = (all.firstIndex(of: signal) ?? 0) + step
    signal = all[max(0, min(index, all.count - 1))]
    // The user may be about to press Enter.
    isActFocused = false
    // The signals of one process stand at the end, those of several at the start.
    top = targets.count == 1 ? .max : 0
  }

  private mutating func takeAll() {
    guard isOneOfMany else { return }
    targets = everyone
    isActFocused = false
    top = 0
  }

  mutating func act(_ context: inout Context) {
    context.perform(.signal(signal, remaining))
    if targets.count == 1 { context.dismiss() } else { phase = .sending }
    top = 0
  }

  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .signalled(_, let outcomes) = event, case .sending = phase else { return }
    phase = .done(outcomes)
  }

  /// Presses a button; of the result, the second one asks about KILL.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .button(let number) = target else { return }
    if case .asking = phase {
      press(button: number, &context)
    } else {
      press(number > 0 ? .character("K") : .enter, &context)
    }
  }

  // MARK: The processes

  /// Notes which processes no longer hold the segments; the answer is reset.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let holders = holders(in: model)
    if case .segments = subject {
      newcomers =
        holders.subtracting((everyone.isEmpty ? targets : everyone).map(HolderID.init)).count
    }
    let left = targets.map(HolderID.init).filter { !holders.contains($0) }
    guard !left.allSatisfy(gone.contains) else { return }
    gone.formUnion(left)
    guard case .asking = phase else { return }
    isActFocused = false
    isChanged = !remaining.isEmpty
  }

  /// The holders in a snapshot, and those that could not be looked at; updates the subject.
  private mutating func holders(in model: TableModel) -> Set<HolderID> {
    switch subject {
    case .process(let usage):
      let found = model.usages?.first { HolderID($0.target) == HolderID(usage.target) }
      if let found { subject = .process(found) }
      return found == nil && model.usages != nil ? [] : [HolderID(usage.target)]
    case .segments(let segments):
      let found = model.current(segments)
      subject = .segments(found.isEmpty ? segments : found)
      // Without a scan since it was created, a segment has no holders to compare with.
      if found.contains(where: { $0.holders == nil }) { return Set(targets.map(HolderID.init)) }
      return Set(found.flatMap { $0.holders ?? [] }.map(HolderID.init))
    }
  }

  /// What the exit of the processes frees.
  struct Freed {
    /// Bytes.
    var release = ByteEstimate.zero
    /// Numbers of System V segments, which SHMMNI limits.
    var numbers = 0
  }

  /// Everything that a process holds; `nil` if that is not known.
  func usage(of holder: Holder, _ context: Context) -> ProcessUsage? {
    context.model?.usages?.first { HolderID($0.target) == HolderID(holder) }
  }

  /// What is freed if these processes exit; `nil` if that is not known.
  func freed(_ context: Context) -> Freed? {
    switch subject {
    case .process(let usage):
      return Freed(release: usage.release, numbers: usage.going.systemV)
    case .segments(let segments):
      guard let scan = context.model?.snapshot.scan else { return nil }
      // An exit frees all that a process holds.
      if remaining.count == 1, let usage = usage(of: remaining[0], context) {
        return Freed(release: usage.release, numbers: usage.going.systemV)
      }
      let leaving = Set(remaining.map(HolderID.init))
      var files: Set<FileIdentity> = []
      return segments.reduce(into: Freed()) { freed, segment in
        if let file = segment.file, !files.insert(file).inserted { return }
        let own = (segment.holders ?? []).filter { leaving.contains(HolderID($0)) }
        guard segment.holders?.isEmpty == false else { return }
        freed.release = freed.release + segment.freed(byExitOf: own, scan)
        if segment.kind == .systemV, segment.onExit(of: own, scan) == .goes { freed.numbers += 1 }
      }
    }
  }
}
