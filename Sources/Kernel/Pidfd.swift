private import CLinux
package import SystemPackage

/// An open process: its number cannot come to mean another one through this.
package final class Pidfd {
  private let file: FileDescriptor

  /// Opens a process; `EINVAL` for the number of a thread, whose process has ended.
  ///
  /// The C function is `pidfd_open`.
  package init(_ process: ProcessID) throws(Errno) {
    file = FileDescriptor(rawValue: try syscall { clinux_open_process(process.rawValue) })
  }

  deinit { try? file.close() }

  /// Sends a signal; `ESRCH` if the process has ended.
  ///
  /// The C function is `pidfd_send_signal`.
  package func send(_ signal: Int32) throws(Errno) {
    try syscall { clinux_signal_process(file.rawValue, signal) }
  }

  /// The number that `/proc` below `root` has for the process: -1 once that has ended, 0 if `/proc`
  /// is of a PID namespace without it; `nil` if `/proc` does not say.
  ///
  /// `/proc/self/fdinfo/N`, the line `Pid:`.
  package func number(root: FilePath) -> Int64? {
    let path = root.appending("proc/self/fdinfo/\(file.rawValue)")
    guard let text = try? ProcFile.read(path) else { return nil }
    var parser = ByteParser(text)
    while !parser.isAtEnd {
      if parser.word()?.elementsEqual("Pid:".utf8) == true, let number = parser.signed() {
        return number
      }
      parser.skipLine()
    }
    return nil
  }
}
