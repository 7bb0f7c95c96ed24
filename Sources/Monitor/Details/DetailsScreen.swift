internal import Canvas
internal import Contents
internal import Kernel
internal import Operations
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The screen of one segment's state, holders and facts.
struct DetailsScreen: SegmentView {
  /// The segment as it was last seen.
  private(set) var segment: Segment
  /// Whether it no longer exists.
  private(set) var isGone = false
  /// The segment whose signature was last requested; another may have taken its name since.
  private var asked: Identity
  /// Its signature; `nil` before it was read, or if reading would leave a trace.
  private(set) var signature: ContentSignature?
  /// The first line on the screen.
  private var top = 0
  /// The selected holder, to which `K` sends a signal; `nil` before one is selected: then to all.
  private(set) var holder: HolderID?

  /// Shows the details of a segment, and requests its signature.
  init(_ segment: Segment, _ context: inout Context) {
    self.segment = segment
    asked = segment.identity
    context.perform(.readSignature(segment))
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  func crumb(_ context: Context) -> DisplayText {
    DisplayText(segment.identity.id, in: context.charset)
  }

  mutating func show(_ segment: Segment, _ context: inout Context) {
    self = DetailsScreen(segment, &context)
  }

  static let bindings: [KeyBinding<Self>] =
    [
      .help,
      KeyBinding(.hex, label: "hex", meaning: "show its bytes, live", isActive: isPresent) {
        details, context in
        details.ifPresent(&context) { $0.open(details.segment, accepting: .nothing) }
      },
      .processes,
      KeyBinding(
        .remove, label: "remove",
        meaning: "remove the segment; asks first", isChanging: true, isActive: isPresent
      ) { details, context in details.ifPresent(&context) { $0.askToRemove(details.segment) } },
      KeyBinding(
        .signal, label: "signal",
        meaning: "signal the selected holder, or all; asks first", isChanging: true,
        isActive: hasHolders
      ) { details, context in details.askToSignal(&context) },
      KeyBinding(
        .nextHolder, label: "holder", meaning: "select the next holder", isActive: hasHolders
      ) { details, context in details.moveHolder(1, context) }
      .paired("select the next or previous holder"),
      KeyBinding(
        .previousHolder, meaning: "select the previous holder", isActive: hasHolders
      ) { details, context in details.moveHolder(-1, context) }
      .paired("select the next or previous holder"),
      KeyBinding(
        .open, label: "its segments", meaning: "show the segments of the selected holder",
        isActive: { details, context in details.usage(context) != nil }
      ) { details, context in
        guard let usage = details.usage(context) else {
          return context.say("select a holder with \(context.key(of: .nextHolder)) first")
        }
        context.push(ProcessDetailScreen(usage))
      },
      KeyBinding(
        .resize, label: "resize", meaning: "resize the segment; asks first", isChanging: true,
        isActive: { details, _ in !details.isGone && details.segment.resizingError == nil }
      ) { details, context in details.ifPresent(&context) { $0.askToResize(details.segment) } },
      KeyBinding(
        .setAccess, label: "access", meaning: "set owner, mode and lock; asks first",
        isChanging: true,
        isActive: isPresent
      ) { details, context in details.ifPresent(&context) { $0.askToSetAccess(details.segment) } },
    ]
    + KeyBinding.neighbours(label: "next")
    + [
      .findInAll,
      KeyBinding(.copyID, meaning: "copy its ID") { details, context in
        context.copyID(of: details.segment)
      }.paired("copy its ID or its name"),
      KeyBinding(.copyName, meaning: "copy its name") { details, context in
        context.copyName(of: details.segment)
      }.paired("copy its ID or its name"),
    ]
    + KeyBinding.moving { step, details, context in details.scroll(step, context) }
    + [
      .pause, .refresh, .slower, .faster,
      KeyBinding(.back, label: "back", meaning: "go back") { _, context in
        context.pop()
      }, .repaint, .quit,
    ]

  @Sendable private static func isPresent(_ details: DetailsScreen, _ context: Context) -> Bool {
    !details.isGone
  }

  @Sendable private static func hasHolders(_ details: DetailsScreen, _ context: Context) -> Bool {
    !details.isGone && details.segment.holders?.isEmpty == false
      && context.model?.snapshot.scan != nil
  }

  /// Asks about the selected holder, or about all; if the selected one is gone, says so first.
  private mutating func askToSignal(_ context: inout Context) {
    guard !isGone else { return context.status = .segmentIsGone }
    let selected = context.holdersInOrder(of: segment).first { HolderID($0) == holder }
    guard holder == nil || selected != nil else {
      holder = nil
      return context.say(
        """
        the selected holder is gone: \(context.key(of: .nextHolder)) selects another, \
        \(context.key(of: .signal)) asks about all
        """)
    }
    context.askToSignal(holdersOf: [segment], selected: selected)
  }

  private func ifPresent(_ context: inout Context, _ act: (inout Context) -> Void) {
    if isGone { context.status = .segmentIsGone } else { act(&context) }
  }

  private mutating func scroll(_ step: ListMove, _ context: Context) {
    let part = layout(context).body
    let height = max(1, part.rows)
    let last = max(0, lines(width: part.columns, context).count - height)
    switch step {
    case .up: top -= 1
    case .down: top += 1
    case .pageUp: top -= height
    case .pageDown: top += height
    case .top: top = 0
    case .bottom: top = last
    }
    top = max(0, min(top, last))
  }

  /// Updates the segment from a snapshot.
  ///
  /// The signature is requested again if another segment has taken the name. For a semaphore it is
  /// requested each time, because its value changes.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let found = model.segment(segment.identity.id)
    if let found { segment = found }
    // What is left is shorter.
    if found == nil && !isGone { top = 0 }
    isGone = found == nil
    let isAnother = asked != segment.identity
    guard !isGone, isAnother || segment.kind == .semaphore else { return }
    if isAnother { signature = nil }
    asked = segment.identity
    context.perform(.readSignature(segment))
  }

  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .signatureRead(let identity, let signature) = event, asked == identity else {
      return
    }
    self.signature = signature
  }

  /// Updates the segment from the hex screen that was closed, which can have gone on to another.
  mutating func follow(_ hex: HexScreen, _ context: inout Context) {
    if hex.segment.identity.id != segment.identity.id { show(hex.segment, &context) }
    segment = hex.segment
    isGone = isGone || hex.isGone
  }

  func helpPages(_ context: Context) -> [HelpPage] {
    [
      .signs(context),
      .columns(Column<Segment>.all.helpLines() + Column<HolderRow>.help.helpLines()),
    ]
  }

  // MARK: The selected holder

  /// What the selected holder holds.
  private func usage(_ context: Context) -> ProcessUsage? {
    guard let holder, !isGone else { return nil }
    return context.model?.usages?.first { HolderID($0.target) == holder }
  }

  private mutating func moveHolder(_ step: Int, _ context: Context) {
    let holders = context.holdersInOrder(of: segment)
    guard !holders.isEmpty else { return }
    let index = holders.firstIndex { HolderID($0) == holder }
    let next = index.map { ($0 + step + holders.count) % holders.count } ?? 0
    choose(holders[next], context)
  }

  /// Selects a holder, and scrolls to it.
  private mutating func choose(_ holder: Holder?, _ context: Context) {
    self.holder = holder.map(HolderID.init)
    let part = layout(context).body
    let height = max(1, part.rows)
    let lines = lines(width: part.columns, context)
    guard let line = lines.firstIndex(where: { $0.holder != nil && $0.holder == self.holder })
    else { return }
    top = max(line - height + 1, min(top, line))
  }

  // MARK: Drawing

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    Title(segment: segment, isGone: isGone).draw(in: layout.header, &frame, context)
    let part = layout.body
    let lines = lines(width: part.columns, context)
    for (offset, line) in lines.dropFirst(top).prefix(part.rows).enumerated() {
      var column = part.column + 1
      for piece in line.pieces {
        column = frame.draw(
          piece.text, row: part.row + offset, column: column, in: part, style: piece.style)
      }
      if line.holder != nil && line.holder == holder {
        frame.restyle(
          Rectangle(row: part.row + offset, column: part.column, rows: 1, columns: part.columns),
          .selected)
      }
    }
  }

  private func lines(width: Int, _ context: Context) -> [DetailLine] {
    let report =
      isGone
      ? SegmentReport(ofGone: segment, context.format)
      : SegmentReport(
        of: segment, signature: signature, context.model?.snapshot.scan, context.format)
    return DetailLines(
      report: report, state: isGone ? nil : segment.verdict?.state,
      holders: isGone ? [] : context.holdersInOrder(of: segment), width: max(2, width - 2),
      charset: context.charset
    ).all
  }
}

extension Context {
  /// The holders of a segment in the order of its details.
  func holdersInOrder(of segment: Segment) -> [Holder] {
    model?.snapshot.scan.map(segment.holdersByRelease) ?? []
  }
}
