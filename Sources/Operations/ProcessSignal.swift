private import Glibc
package import Kernel
package import SystemPackage

/// A signal that the monitor can send to a process that holds a segment.
///
/// Why: Decisions/34-signals-to-processes.md
package enum ProcessSignal: CaseIterable, Hashable, Sendable {
  /// `SIGTERM`.
  case terminate
  /// `SIGKILL`, for what SIGTERM does not end.
  case kill
  /// `SIGINT`.
  case interrupt
  /// `SIGHUP`.
  case hangUp

  /// The signal's number.
  private var number: Int32 {
    switch self {
    case .terminate: SIGTERM
    case .interrupt: SIGINT
    case .hangUp: SIGHUP
    case .kill: SIGKILL
    }
  }

  /// Why a signal was not sent.
  package enum Failure: Error, Hashable, Sendable {
    /// The process has ended.
    case gone
    /// Another process has the PID now.
    case replaced
    /// The start time of the process is unknown, so it cannot be told from another process.
    case startUnknown
    /// It is process 1, with which the host or the container would end.
    case firstProcess
    /// The process is this program.
    case thisProgram
    /// The PIDs in `/proc` belong to another PID namespace.
    case foreignPIDs
    /// This user may not send a signal to the process.
    case notPermitted
    /// Any other error of a system call.
    case failed(Errno)
  }

  /// Sends the signal to the process with this PID and start time, and to no other.
  ///
  /// The process is first opened with `pidfd_open`, and then compared. So the signal reaches the
  /// process that was compared, or none. The C function is `pidfd_send_signal`.
  package func send(
    to process: ProcessID, startedAt start: ProcessStart?
  ) throws(Failure) {
    guard process.rawValue > 1 else { throw .firstProcess }
    guard process.rawValue != getpid() else { throw .thisProgram }
    guard let start else { throw .startUnknown }
    let file: Pidfd
    do throws(Errno) { file = try Pidfd(process) } catch {
      // EINVAL means that the number belongs to a thread: the process that had it has ended.
      throw error == .invalidArgument ? .gone : Failure(error)
    }
    // In a `/proc` of another PID namespace the PIDs mean other processes than in system calls.
    guard let number = file.pid(root: "/") else { throw .foreignPIDs }
    guard number != -1 else { throw .gone }
    guard number == Int64(process.rawValue) else { throw .foreignPIDs }
    guard let stat = try Self.stat(of: process) else { throw .gone }
    guard stat.start == start.ticks else { throw .replaced }
    guard !stat.holdsNothing else { throw .gone }
    do throws(Errno) { try file.send(self.number) } catch { throw Failure(error) }
  }

  private static func stat(of process: ProcessID) throws(Failure) -> ProcessStat? {
    let proc: FileDescriptor
    do throws(Errno) { proc = try DirectoryStream.open("/proc") } catch { throw .failed(error) }
    defer { try? proc.close() }
    return ProcessStat.read(of: process, in: proc)
  }
}

extension ProcessSignal.Failure {
  fileprivate init(_ error: Errno) {
    switch error {
    case .noSuchProcess: self = .gone
    case .notPermitted, .permissionDenied: self = .notPermitted
    default: self = .failed(error)
    }
  }
}
