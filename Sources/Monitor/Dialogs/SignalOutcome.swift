internal import Formatting
package import Operations
internal import SafeText
package import SharedMemory

/// The result of a signal to one process.
package struct SignalOutcome: Sendable {
  package let holder: Holder
  package let result: Result<Void, ProcessSignal.Failure>

  package init(to holder: Holder, _ result: Result<Void, ProcessSignal.Failure>) {
    self.holder = holder
    self.result = result
  }

  package var isSent: Bool { if case .success = result { true } else { false } }
}

extension DisplayText {
  /// The result for one process: `qemu(3187): TERM sent`.
  init(_ signal: ProcessSignal, _ outcome: SignalOutcome, _ format: FormatOptions) {
    self.init()
    append(holderOf: outcome.holder, in: format.charset)
    append(literal: ": ")
    switch outcome.result {
    case .success: append("\(signal.text) sent")
    case .failure(let error): append(DisplayText(error, to: outcome.holder, format))
    }
  }

  /// To how many of several processes a signal was sent.
  init(_ signal: ProcessSignal, summaryOf outcomes: [SignalOutcome]) {
    let sent = outcomes.count { $0.isSent }
    self =
      sent == outcomes.count
      ? "\(signal.text) sent to \(sent) processes"
      : "\(signal.text) sent to \(sent) of \(outcomes.count) processes"
  }
}
