internal import Canvas
internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// The wait before the question about a signal, in which all processes are scanned: the last scan can be
/// old, and a holder that has come since must not be missed.
///
/// Why: Decisions/75-signals-to-all-holders.md
struct HolderCheck: QuestionWait {
  let segments: [Segment]
  /// The holder that was selected; `nil` for all.
  let selected: Holder?
  /// The title of the group of rows; `nil` if no group was selected.
  let group: DisplayText?
  /// The time of the snapshot before the scan.
  private let before: Timestamp?

  init(segments: [Segment], selected: Holder?, group: DisplayText?, from context: Context) {
    self.segments = segments
    self.selected = selected
    self.group = group
    before = context.model?.snapshot.timestamp
  }

  /// Asks about the holders in a snapshot that was begun after the key.
  mutating func follow(_ model: TableModel, _ context: inout Context) {
    guard model.snapshot.timestamp != before, !context.needsAnotherSnapshot else { return }
    context.dismiss()
    let found = model.current(segments)
    guard !found.isEmpty else { return context.status = .segmentIsGone }
    context.askToSignal(foundHoldersOf: found, selected: selected, group: group)
  }
}

extension Context {
  /// Asks before sending a signal to the holders of segments: to the selected one, or to all.
  mutating func askToSignal(
    holdersOf segments: [Segment], selected: Holder? = nil, group: DisplayText? = nil
  ) {
    show(HolderCheck(segments: segments, selected: selected, group: group, from: self))
    rescan()
  }

  /// Asks about the holders that the latest scan has found; if there are none, says why.
  fileprivate mutating func askToSignal(
    foundHoldersOf segments: [Segment], selected: Holder?, group: DisplayText?
  ) {
    var seen: Set<HolderID> = []
    let holders = segments.flatMap(holdersInOrder).filter { seen.insert(HolderID($0)).inserted }
    guard !holders.isEmpty else { return say(reasonForNoHolder(of: segments)) }
    if let selected, !seen.contains(HolderID(selected)) {
      return say("that process is no holder any more")
    }
    show(
      SignalDialog(
        to: selected.map { [$0] } ?? holders, of: holders, holding: .segments(segments),
        inGroup: group))
  }

  /// Asks before sending a signal to a process.
  mutating func askToSignal(_ usage: ProcessUsage) {
    show(SignalDialog(to: [usage.target], holding: .process(usage)))
    // The last scan of what it holds can be old.
    rescan()
  }

  private func reasonForNoHolder(of segments: [Segment]) -> DisplayText {
    guard let scan = model?.snapshot.scan else {
      return "no holder is known: processes were not scanned yet"
    }
    if segments.contains(where: { !$0.kernelHolders.isEmpty }) {
      return "no process holds it: a mount, a loop device or swap does"
    }
    guard segments.allSatisfy({ $0.areAllHoldersSeen(by: scan) }) else {
      return "holders: \(DisplayText(noHolderSeenIn: scan))"
    }
    return segments.count == 1
      ? "no process holds it: there is nothing to signal" : "no process holds any of them"
  }
}
