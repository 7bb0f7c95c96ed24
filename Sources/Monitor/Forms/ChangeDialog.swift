internal import Canvas
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory

/// The question before a segment is changed.
///
/// The segment stays the same while the question is open; the facts about it are updated.
struct ChangeDialog: ConfirmationDialog {
  private(set) var segment: Segment
  private let foreseen: ForeseenChange
  var isActFocused = false
  /// Whether what the answer depends on has changed since the last key.
  var isChanged = false
  /// Why it cannot be changed any more.
  private(set) var obstacle: ChangeError?
  var top = 0

  init(_ segment: Segment, _ foreseen: ForeseenChange) {
    self.segment = segment
    self.foreseen = foreseen
  }

  var canAct: Bool { obstacle == nil }

  mutating func act(_ context: inout Context) {
    context.dismiss()
    context.perform(.change(segment, foreseen.changes))
  }

  /// Updates the facts; if what the answer depends on has changed, the answer is reset.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    let found = model.segment(segment.identity.id)
    if let found, found.identity == segment.identity {
      defer { segment = found }
      guard
        found.size != segment.size || found.owner != segment.owner
          || found.mode != segment.mode || isResize && isUsed(found, otherwiseThan: segment)
      else { return }
      isChanged = true
    } else {
      obstacle = found == nil ? .gone : .replaced
    }
    reset()
  }

  private func isUsed(_ segment: Segment, otherwiseThan other: Segment) -> Bool {
    segment.verdict?.state != other.verdict?.state
      || segment.holders?.map(\.process) != other.holders?.map(\.process)
  }

  private var isResize: Bool {
    foreseen.changes.contains { if case .resize = $0 { true } else { false } }
  }

  // MARK: Drawing

  func box(_ context: Context) -> Box {
    var lines = context.subject(segment)
    let report = isResize ? self.report(context) : nil
    if let verdict = report?.verdict { lines.append(Box.Line(text: verdict)) }
    lines.append(Box.Line(text: ""))
    var pinned: [Box.Line] = []
    if let obstacle {
      let error = DisplayText(obstacle, of: segment, context.format)
      pinned.append(Box.Line(text: "It cannot be changed: \(error).", style: .warning))
    } else {
      for change in foreseen.changes {
        lines += self.lines(about: change, context)
        pinned += warnings(about: change, context)
      }
    }
    if isChanged { pinned.append(Context.changedLine) }
    let holders = report?.holders ?? []
    return Box(
      title: isResize ? "Resize?" : "Change?",
      subject: DisplayText(segment.identity.id, in: context.charset), lines: lines,
      list: Box.List(count: holders.isEmpty ? 0 : holders.count + 1) { row in
        Box.Line(text: row == 0 ? "Held by:" : "  \(holders[row - 1])")
      },
      pinned: pinned,
      buttons: [("[ Cancel: Esc ]", !isActFocused)]
        + (canAct ? [(isResize ? "[ Resize: y ]" : "[ Change: y ]", isActFocused)] : []),
      top: top, charset: context.charset)
  }

  /// Its state and its holders.
  private func report(_ context: Context) -> RemovalReport {
    let snapshot = context.model?.snapshot
    return RemovalReport(
      on: segment, attachments: segment.attachments, bytes: .unread, scan: snapshot?.scan,
      others: [], context.format)
  }

  /// What a change does.
  private func lines(about change: SegmentChange, _ context: Context) -> [Box.Line] {
    switch change {
    case .resize(let size) where size < segment.size: return []
    case .resize(let size):
      return [
        Box.Line(text: "It grows from \(segment.size) to \(counted: size, "byte")."),
        Box.Line(text: "Programs see the new part once they map it again."),
      ]
    case .access(let change):
      guard let before = AccessChange.Access(of: segment) else { return [] }
      let after = change.access(after: before)
      var format = context.format
      format.accounts = foreseen.accounts
      return [
        Box.Line(text: "Now:   \(DisplayText(before, format))", indent: Self.indent),
        Box.Line(
          text: "After: \(DisplayText(after, format))", style: .emphasis, indent: Self.indent),
      ]
        + DisplayText.effects(
          of: before, to: after, on: segment, hasList: foreseen.hasList, format
        ).map { Box.Line(text: $0) }
        + [Box.Line(text: "Processes that have it open or attached keep their access.")]
    case .lock(true):
      var lines = [
        Box.Line(
          text: "Lock: pages that are in RAM, or get there later, are not swapped out.",
          style: .emphasis)
      ]
      if let limit = foreseen.lockLimit {
        lines.append(
          Box.Line(text: "You may lock \(spelling: limit) altogether (RLIMIT_MEMLOCK)."))
      }
      return lines
    case .lock(false):
      return [Box.Line(text: "Unlock: its pages can be swapped out again.", style: .emphasis)]
    }
  }

  /// The column of what was and what will be so.
  private static let indent = 7

  /// What a change destroys or may do, which must be seen before a yes.
  private func warnings(about change: SegmentChange, _ context: Context) -> [Box.Line] {
    switch change {
    case .resize(let size) where size < segment.size:
      [
        Box.Line(
          text: """
            Shrinks from \(segment.size) to \(counted: size, "byte"): everything from byte \(size) \
            on is lost.
            """, style: .warning)
      ]
    case .resize(let size):
      context.warning(missing: size - min(size, segment.allocated ?? 0), for: segment.kind)
    case .access, .lock: []
    }
  }
}

extension Context {
  /// The warning that a file can need more memory than its file system has.
  func warning(missing: UInt64, for kind: Segment.Kind) -> [Box.Line] {
    guard kind == .posix || kind == .semaphore, let usage = model?.snapshot.fileSystem,
      let size = usage.size, let used = usage.used
    else { return [] }
    let free = size - min(size, used)
    guard missing > free else { return [] }
    return [
      Box.Line(text: "Warning: \(DisplayText(missing: missing, aboveFree: free)).", style: .warning)
    ]
  }
}
