internal import Canvas
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The dialog of a bulk removal: the question, then the progress, then the result.
///
/// The segments are fixed when the question appears: later some may be left out, but none is added.
///
/// Why: Decisions/30-bulk-removal.md
struct BulkDialog: ConfirmationDialog {
  /// The orphans to be removed.
  private(set) var targets: [Segment] {
    didSet { allocated = Totals(targets).allocated }
  }
  /// Bytes of RAM and swap that those use.
  private(set) var allocated: ByteEstimate
  /// The chosen segments that are kept.
  private(set) var leftOut: [LeftOut]
  /// Where the segments were chosen.
  let source: Source
  /// How each of them was chosen.
  private let tags: Tags
  private(set) var phase = Phase.asking
  var isActFocused = false
  /// Whether each is saved before it is removed.
  private(set) var isSaved = false
  /// Whether a segment was left out since the last key.
  var isChanged = false
  /// The first row that is shown.
  var top = 0

  enum Phase: Sendable {
    case asking
    case removing(BulkProgress, isStopping: Bool)
    case done(BulkProgress)
  }

  enum Source: Sendable {
    case tags
    /// The group of rows with this title.
    case group(DisplayText)
  }

  struct LeftOut: Sendable {
    let segment: Segment
    let why: Why
  }

  /// Why a chosen segment is kept.
  enum Why: Sendable {
    case excluded(RemovalPolicy.Exclusion)
    /// Removing it would throw this error.
    case obstacle(RemovalError)
    /// It no longer exists.
    case gone
  }

  /// Divides the tagged segments by ``RemovalPolicy``.
  init(_ tagged: [Segment], in tags: Tags, of source: Source = .tags) {
    self.source = source
    self.tags = tags
    var targets: [Segment] = []
    var leftOut: [LeftOut] = []
    for segment in tagged {
      let decision = RemovalPolicy.decision(on: segment, selectedBy: tags.selection(of: segment))
      if case .excluded(let why) = decision {
        leftOut.append(LeftOut(segment: segment, why: .excluded(why)))
      } else {
        targets.append(segment)
      }
    }
    self.targets = targets
    self.leftOut = leftOut
    allocated = Totals(targets).allocated
  }

  var canAct: Bool { !targets.isEmpty }

  var keys: [KeyBinding<Self>] {
    switch phase {
    case .asking: Self.askingKeys
    case .removing: Self.removingKeys
    case .done: Self.doneKeys
    }
  }

  private static let askingKeys: [KeyBinding<Self>] =
    [
      KeyBinding(
        fixed: .character("s"), label: "save first", meaning: "save before removing, or not",
        isActive: { dialog, _ in dialog.canAct }
      ) { dialog, _ in
        dialog.isChanged = false
        dialog.isSaved.toggle()
      }
    ] + KeyBinding.scrolling + KeyBinding.buttons + [.repaint]

  private static let removingKeys: [KeyBinding<Self>] = [
    KeyBinding(fixed: .escape, .character("q"), label: "stop", meaning: "stop after this one") {
      dialog, context in
      guard case .removing(let progress, _) = dialog.phase else { return }
      dialog.phase = .removing(progress, isStopping: true)
      context.perform(.stopRemoving(context.bulkRun))
    }, .repaint,
  ]

  private static let doneKeys: [KeyBinding<Self>] =
    KeyBinding.scrolling + [
      .repaint,
      KeyBinding(fixed: .escape, .enter, .character("q"), label: "close", meaning: "close") {
        _, context in context.dismiss()
      },
    ]

  mutating func act(_ context: inout Context) {
    context.bulkRun = context.bulkRun.next
    phase = .removing(BulkProgress(total: targets.count), isStopping: false)
    top = 0
    context.perform(.removeAll(context.bulkRun, targets, saving: isSaved))
  }

  /// Leaves out segments that cannot be removed, or updates the progress of the removal.
  mutating func receive(_ event: Event, _ context: inout Context) {
    if case .removalForeseen(let errors) = event { return leaveOut(errors) }
    guard case .removing(let run, let progress, let isDone) = event, run == context.bulkRun,
      case .removing(_, let isStopping) = phase
    else { return }
    phase = isDone ? .done(progress) : .removing(progress, isStopping: isStopping)
    guard isDone else { return }
    let targets = targets
    context.tell(TableScreen.self) { table, _ in table.tags.forget(removed: targets) }
    context.rescan()
  }

  private mutating func leaveOut(_ errors: [Identity: RemovalError]) {
    guard case .asking = phase else { return }
    var staying: [Segment] = []
    for target in targets {
      if let error = errors[target.identity] {
        leftOut.append(LeftOut(segment: target, why: .obstacle(error)))
      } else {
        staying.append(target)
      }
    }
    guard staying.count < targets.count else { return }
    isChanged = true
    isActFocused = false
    targets = staying
  }

  /// Leaves out segments that are no longer orphans, or no longer exist.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    guard case .asking = phase else { return }
    var present: [Identity: Segment] = [:]
    present.reserveCapacity(targets.count)
    let wanted = Set(targets.map(\.identity))
    for segment in model.snapshot.segments where wanted.contains(segment.identity) {
      present[segment.identity] = segment
    }
    var staying: [Segment] = []
    staying.reserveCapacity(targets.count)
    for target in targets {
      guard let found = present[target.identity] else {
        leftOut.append(LeftOut(segment: target, why: .gone))
        continue
      }
      let decision = RemovalPolicy.decision(on: found, selectedBy: tags.selection(of: found))
      if case .excluded(let why) = decision {
        leftOut.append(LeftOut(segment: found, why: .excluded(why)))
      } else {
        staying.append(found)
      }
    }
    if staying.count < targets.count {
      isChanged = true
      isActFocused = false
    }
    targets = staying
  }
}
