package import SafeText
package import SharedMemory

extension HolderSignal {
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
  package init(_ refusal: SignalError, to holder: Holder, _ writing: Writing) {
    self.init()
    switch refusal {
    case .gone: append(words: "it has ended already")
    case .replaced: append(words: "another process has its number now; left alone")
    case .startUnknown: append(words: "when it started is not known; left alone")
    case .firstProcess: append(words: "process 1 is what all others depend on; left alone")
    case .thisProgram: append(words: "it is this program; left alone")
    case .foreignNumbers:
      append(words: "/proc is of another PID namespace: which process it is cannot be told")
    case .notPermitted:
      append(words: "not permitted: only its user ")
      append(words: "(")
      append(holder.user, writing)
      append(words: ") or root may")
    case .failed(let error): append(error, in: writing.charset)
    }
  }
}
