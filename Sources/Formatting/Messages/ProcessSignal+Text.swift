package import Operations
package import SafeText

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

  /// Its effect on a process.
  package var meaning: DisplayText {
    switch self {
    case .terminate: "asks it to exit"
    case .interrupt: "interrupts it, as ^C does"
    case .hangUp: "makes many daemons reload"
    case .kill: "ends it; it cannot clean up"
    }
  }
}
