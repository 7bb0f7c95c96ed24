private import CLinux
package import SystemPackage

/// A file descriptor that refers to a process, and never to another one that reuses its PID.
package final class Pidfd {
  private let file: FileDescriptor

  /// Opens a process; `EINVAL` if the number now belongs to a thread of another process.
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

  /// The PID of the process in the `/proc` below `root`; `nil` if `/proc` does not say.
  ///
  /// It is -1 if the process has ended, and 0 if `/proc` belongs to a PID namespace that does not
  /// contain the process. The source is the line `Pid:` of `/proc/self/fdinfo/N`.
  package func pid(root: FilePath) -> Int64? {
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
