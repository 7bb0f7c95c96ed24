internal import Canvas
internal import Contents
internal import SharedMemory

/// The screen of one segment's facts.
struct DetailsScreen: Sendable {
  /// The segment as it was last seen.
  var segment: Segment
  /// Whether it is there no more.
  var isGone = false
  /// The segment whose bytes were last asked for: another can have come to its name since.
  var asked: Identity?
  /// What the bytes of that one tell; `nil` while nobody has looked, or where that would leave a trace.
  var findings: ContentSignature?
  /// The first line on the screen.
  var top = 0
  /// The holder that a signal would go to; `nil` while nobody has moved there.
  var holder: HolderID?
  /// The screen to go back to, where it is not the table.
  var process: ProcessDetailScreen?
}

extension Monitor {
  /// Shows the facts of a segment, and asks what its bytes tell.
  mutating func showDetails(_ details: DetailsScreen) -> [Effect] {
    var details = details
    details.asked = details.segment.identity
    screen = .details(details)
    return [.findInContents(details.segment)]
  }

  /// Looks at a segment that has come to the name of the one on the screen, and again and again at a
  /// semaphore: its value changes all the time, and no holder has to be searched for it.
  mutating func findAgain() -> [Effect] {
    guard case .details(var details) = screen, !details.isGone else { return [] }
    let isAnother = details.asked != details.segment.identity
    guard isAnother || details.segment.kind == .semaphore else { return [] }
    if isAnother { details.findings = nil }
    return showDetails(details)
  }

  mutating func contentsFound(_ identity: Identity, _ findings: ContentSignature?) -> [Effect] {
    guard case .details(var details) = screen, details.asked == identity else {
      return []
    }
    details.findings = findings
    screen = .details(details)
    return []
  }

  mutating func press(_ command: Command, in details: DetailsScreen) -> [Effect] {
    var details = details
    let height = max(1, layout.body.rows)
    let last = max(0, detailLines(details, width: layout.body.columns).count - height)
    switch command {
    case .up: details.top -= 1
    case .down: details.top += 1
    case .pageUp: details.top -= height
    case .pageDown: details.top += height
    case .top: details.top = 0
    case .bottom: details.top = last
    case .nextHolder, .previousHolder:
      moveHolder(command == .nextHolder ? 1 : -1, in: details)
      return []
    case .dismiss:
      screen = details.process.map { .process(followed($0)) } ?? .table
      keepCursorOnScreen()
      return []
    case .contents, .remove, .signal:
      guard !details.isGone else {
        notice = .segmentIsGone
        return []
      }
      switch command {
      case .remove: return ask(toRemove: details.segment)
      case .signal: return askToSignal(details)
      default: return open(details.segment, accepting: .nothing)
      }
    default: break
    }
    details.top = max(0, min(details.top, last))
    screen = .details(details)
    return []
  }
}
