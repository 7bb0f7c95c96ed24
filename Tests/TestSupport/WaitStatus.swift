package import Glibc

/// How a process ended.
package enum WaitStatus: Equatable {
  case exited(Int32)
  case killed(Int32)

  /// Makes it of what `waitpid` stores.
  package init(_ status: Int32) {
    let signal = status & 0x7f
    self = signal == 0 ? .exited(status >> 8 & 0xff) : .killed(signal)
  }

  /// How a child has ended, which is forgotten with this; `nil` while it runs.
  package static func of(_ process: pid_t) throws -> WaitStatus? {
    var status: Int32 = 0
    let result = waitpid(process, &status, WNOHANG)
    if result < 0 { throw Failure(call: "waitpid") }
    return result == 0 ? nil : WaitStatus(status)
  }
}
