package import SystemPackage

/// Why a signal was not sent, as data; words are made at the edge.
package enum SignalError: Error, Hashable, Sendable {
  /// The process has ended.
  case gone
  /// Another process has the number now.
  case replaced
  /// When the process started is not known, so that it could not be told from another.
  case startUnknown
  /// It is process 1, and the host or the container ends with it.
  case firstProcess
  /// It is this program.
  case thisProgram
  /// The numbers in `/proc` are those of another PID namespace.
  case foreignNumbers
  /// Only root and the user of the process may.
  case notPermitted
  /// The system said something else.
  case failed(Errno)
}
