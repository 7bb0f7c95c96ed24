package import Operations
package import SafeText
package import SharedMemory

extension ProcessSignal {
  /// Its name without `SIG`, as kill(1) takes it.
  package var text: DisplayText {
    switch self {
    case .terminate: "TERM"
    case .interrupt: "INT"
    case .hangUp: "HUP"
    case .kill: "KILL"
    }
  }

  /// What it says to a process, or does to it.
  package var meaning: DisplayText {
    switch self {
    case .terminate: "asks it to end"
    case .interrupt: "as ^C does"
    case .hangUp: "hang up; some read settings"
    case .kill: "ends it; it cannot clean up"
    }
  }
}

extension DisplayText {
  /// Says why a signal was not sent, in one sentence without a full stop.
  package init(_ refusal: ProcessSignal.Failure, to holder: Holder, _ format: FormatOptions) {
    self.init()
    switch refusal {
    case .gone: append(literal: "it has ended already")
    case .replaced: append(literal: "another process has its number now; left alone")
    case .startUnknown: append(literal: "when it started is not known; left alone")
    case .firstProcess: append(literal: "process 1 is what all others depend on; left alone")
    case .thisProgram: append(literal: "it is this program; left alone")
    case .foreignNumbers:
      append(literal: "/proc is of another PID namespace: which process it is cannot be told")
    case .notPermitted:
      append(literal: "not permitted: only its user ")
      append(literal: "(")
      append(holder.user, format)
      append(literal: ") or root may")
    case .failed(let error): append(error, in: format.charset)
    }
  }
}
