internal import Canvas
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory

/// A process that a signal was sent to, until it holds nothing any more or some seconds have passed.
struct SignalWatch: Sendable {
  private let holder: Holder
  private let sent: Timestamp

  /// Seconds that a process has to exit.
  private static let patience: Int64 = 6

  /// The process, if the signal went to one alone.
  init?(_ outcomes: [SignalOutcome], at sent: Timestamp) {
    guard outcomes.count == 1, outcomes[0].isSent else { return nil }
    holder = outcomes[0].holder
    self.sent = sent
  }

  /// What has become of it.
  enum State: Equatable {
    case waiting
    case holdsNothing
    case stillHolds(Int)
  }

  /// What has become of it, by the holders in a snapshot.
  func state(in model: TableModel) -> State {
    guard let scan = model.snapshot.scan, scan.timestamp > sent, let usages = model.usages else {
      return .waiting
    }
    guard let usage = usages.first(where: { HolderID($0.target) == HolderID(holder) }) else {
      return .holdsNothing
    }
    let seconds = scan.timestamp.seconds.subtractingSaturated(sent.seconds)
    return seconds < Self.patience ? .waiting : .stillHolds(usage.segments)
  }

  /// The name and the PID of the process.
  func name(_ charset: Charset) -> DisplayText {
    var text = DisplayText()
    text.append(holderOf: holder, in: charset)
    return text
  }
}

extension Context {
  /// Says what has become of the process that a signal was sent to.
  mutating func followSignal(_ model: TableModel) {
    guard let watch = signalWatch else { return }
    switch watch.state(in: model) {
    case .waiting:
      // It may have exited since the last scan. A large host is not scanned at each refresh for that.
      let scanned = model.snapshot.scan?.timestamp.seconds ?? 0
      if model.snapshot.timestamp.seconds > scanned { perform(.rescan) }
      return
    case .holdsNothing: say("\(watch.name(charset)) holds nothing any more", .emphasis)
    case .stillHolds(let count):
      say(
        """
        \(watch.name(charset)) still holds \(counted: count, "segment"); \
        \(key(of: .signal)) can send KILL
        """)
    }
    signalWatch = nil
  }
}
