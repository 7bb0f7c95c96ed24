private import CLinux
private import Glibc
package import Kernel
internal import SystemPackage

/// Sends a signal to a process that was chosen, and to no other that has its number by now.
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
    let opened = clinux_open_process(process.rawValue)
    // EINVAL is for the number of a thread: the process that had it has ended.
    guard opened >= 0 else { throw errno == EINVAL ? .gone : refusal(errno) }
    let file = FileDescriptor(rawValue: opened)
    defer { try? file.close() }
    guard try number(of: file) == process else { throw .foreignNumbers }
    guard let stat = try stat(of: process) else { throw .gone }
    guard stat.start == start.ticks else { throw .replaced }
    guard !stat.holdsNothing else { throw .gone }
    guard clinux_signal_process(opened, signal.number) == 0 else { throw refusal(errno) }
  }

  /// The number that `/proc` has for an open process.
  ///
  /// A `/proc` of another PID namespace shows numbers that mean other processes to system calls.
  private static func number(of file: FileDescriptor) throws(SignalError) -> ProcessID {
    let path = FilePath("/proc/self/fdinfo/\(file.rawValue)")
    guard let text = try? ProcFile.read(path) else { throw .foreignNumbers }
    var cursor = ByteParser(text)
    while !cursor.isAtEnd {
      if cursor.word()?.elementsEqual("Pid:".utf8) == true, let number = cursor.signed() {
        // It is -1 once the process has ended, and 0 where the namespace does not have it.
        if number == -1 { throw .gone }
        return Int32(exactly: number).map { ProcessID(rawValue: $0) } ?? .none
      }
      cursor.skipLine()
    }
    throw .foreignNumbers
  }

  private static func stat(of process: ProcessID) throws(SignalError) -> ProcessStat? {
    let proc: FileDescriptor
    do throws(Errno) { proc = try DirectoryStream.open("/proc") } catch { throw .failed(error) }
    defer { try? proc.close() }
    return ProcessStat.read(of: process, in: proc)
  }

  private static func refusal(_ code: Int32) -> SignalError {
    switch code {
    case ESRCH: .gone
    case EPERM, EACCES: .notPermitted
    default: .failed(Errno(rawValue: code))
    }
  }
}
