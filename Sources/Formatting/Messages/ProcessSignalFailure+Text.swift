package import Operations
package import SafeText
package import SharedMemory

extension DisplayText {
  /// Says why a signal was not sent, in one sentence without a full stop.
  package init(_ error: ProcessSignal.Failure, to holder: Holder, _ format: FormatOptions) {
    switch error {
    case .gone: self = "it has already exited"
    case .replaced: self = "another process has its PID now; no signal was sent"
    case .startUnknown: self = "its start time is not known; no signal was sent"
    case .firstProcess: self = "all processes depend on process 1; no signal was sent"
    case .thisProgram: self = "it is shmtop itself; no signal was sent"
    case .foreignPIDs:
      self = "/proc belongs to another PID namespace, so its PID here is not known"
    case .notPermitted:
      self = "not permitted: only its user (\(user: holder.user, format)) or root may"
    case .failed(let error): self = "\(error, format.charset)"
    }
  }
}
