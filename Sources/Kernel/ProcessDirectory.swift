private import Glibc
package import SystemPackage

/// The processes of a PID namespace, as its `/proc` lists them.
package enum ProcessDirectory {
  /// The processes whose directories were in `/proc` while it was read.
  package static func processes(root: FilePath) throws(Errno) -> [ProcessID] {
    let proc = try DirectoryStream.open(root.appending("proc"))
    defer { try? proc.close() }
    let stream = try DirectoryStream(beneath: proc, path: nil)
    var processes: [ProcessID] = []
    while let name = try stream.next() {
      let digits = UnsafeRawBufferPointer(start: name, count: DirectoryStream.length(name))
      if let number = Int32(String(decoding: digits, as: UTF8.self)) {
        processes.append(ProcessID(rawValue: number))
      }
    }
    return processes
  }

  /// This program's PID as `/proc` shows it; `nil` if `/proc` does not show this program.
  ///
  /// It differs from `getpid` if `/proc` belongs to another PID namespace.
  package static func own(root: FilePath) -> ProcessID? {
    root.appending("proc/self").linkTarget
      .flatMap { Int32(String(decoding: $0, as: UTF8.self)) }
      .map { ProcessID(rawValue: $0) }
  }

  /// The inode of a process's namespace of a type such as `ipc`, see namespaces(7).
  ///
  /// `nil` if it cannot be read. `process` is a PID or `self`.
  package static func namespace(_ type: String, of process: String, root: FilePath) -> UInt64? {
    var status = stat()
    let path = root.appending("proc/\(process)/ns/\(type)")
    return path.withPlatformString { stat($0, &status) } == 0 ? UInt64(status.st_ino) : nil
  }

  /// Like `namespace(_:of:root:)`, but by the open directory of a process in `/proc`.
  package static func namespace(_ type: String, in directory: FileDescriptor) -> UInt64? {
    var status = stat()
    let isKnown = fstatat(directory.rawValue, "ns/\(type)", &status, 0) == 0
    return isKnown ? UInt64(status.st_ino) : nil
  }

  /// Whether a process is running, even if `/proc` does not show it.
  ///
  /// The C function is `kill` with signal 0, which sends nothing.
  package static func isRunning(_ process: ProcessID) -> Bool {
    do throws(Errno) {
      try syscall { kill(process.rawValue, 0) }
      return true
    } catch {
      return error == .notPermitted
    }
  }
}
