private import Glibc
package import Kernel
package import SystemPackage

/// Sends a signal to a chosen process, never to another that has its number by now.
///
/// Why: Decisions/34-signals-to-processes.md
package enum ProcessSignal {
  /// Sends a signal to a process that started then.
  ///
  /// The process is opened first, with `pidfd_open`: what is compared after that is the process that
  /// `pidfd_send_signal` reaches, or that one has ended.
  package static func send(
    _ signal: HolderSignal, to process: ProcessID, startedAt start: ProcessStart?
  ) throws(SignalError) {
    guard process.rawValue > 1 else { throw .firstProcess }
    guard process.rawValue != getpid() else { throw .thisProgram }
    guard let start else { throw .startUnknown }
    let file: Pidfd
    do throws(Errno) { file = try Pidfd(process) } catch {
      // EINVAL is for the number of a thread: the process that had it has ended.
      throw error == .invalidArgument ? .gone : refusal(error)
    }
    // A `/proc` of another PID namespace shows numbers that mean other processes to system calls.
    guard let number = file.number(root: "/") else { throw .foreignNumbers }
    guard number != -1 else { throw .gone }
    guard number == Int64(process.rawValue) else { throw .foreignNumbers }
    guard let stat = try stat(of: process) else { throw .gone }
    guard stat.start == start.ticks else { throw .replaced }
    guard !stat.holdsNothing else { throw .gone }
    do throws(Errno) { try file.send(signal.number) } catch { throw refusal(error) }
  }

  private static func stat(of process: ProcessID) throws(SignalError) -> ProcessStat? {
    let proc: FileDescriptor
    do throws(Errno) { proc = try DirectoryStream.open("/proc") } catch { throw .failed(error) }
    defer { try? proc.close() }
    return ProcessStat.read(of: process, in: proc)
  }

  private static func refusal(_ error: Errno) -> SignalError {
    switch error {
    case .noSuchProcess: .gone
    case .notPermitted, .permissionDenied: .notPermitted
    default: .failed(error)
    }
  }
}

/// The signals that can be sent to a holder.
package enum HolderSignal: CaseIterable, Hashable, Sendable {
  /// `SIGTERM`.
  case terminate
  /// `SIGINT`.
  case interrupt
  /// `SIGHUP`.
  case hangUp
  /// `SIGKILL`.
  case kill

  /// Its number for the kernel.
  var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .hangUp: SIGHUP
    case .kill: SIGKILL
    }
  }
}

/// Why a signal was not sent.
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
  /// Any other error.
  case failed(Errno)
}
