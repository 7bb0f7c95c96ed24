internal import Glibc
package import SystemPackage

/// Makes a system call, and repeats it while signals interrupt it (`EINTR`).
///
/// Throws `errno` if the call returns -1.
///
/// Example: `try syscall { fsync(file) }`. See errno(3) and signal(7).
///
/// Why: Decisions/39-one-rule-for-errno.md
@discardableResult
package func syscall(_ call: () -> Int32) throws(Errno) -> Int32 {
  while true {
    let result = call()
    if result != -1 { return result }
    let error = Errno.latest
    if error != .interrupted { throw error }
  }
}

/// Like `syscall(_:)`, for calls that return a size or an offset: `pread`, `lseek`.
@discardableResult
package func syscall(_ call: () -> Int) throws(Errno) -> Int {
  while true {
    let result = call()
    if result != -1 { return result }
    let error = Errno.latest
    if error != .interrupted { throw error }
  }
}

/// Calls a function that throws only `Errno`, but is declared to throw any error.
///
/// The functions of swift-system are such. An error that is not an `Errno` becomes `EIO`.
package func throwingErrno<Value>(_ body: () throws -> Value) throws(Errno) -> Value {
  do { return try body() } catch { throw error as? Errno ?? .ioError }
}

extension Errno {
  /// Whether this program or the host has run out of descriptors or memory, so that the error says nothing
  /// about the file.
  package var isShortage: Bool {
    [.tooManyOpenFiles, .tooManyOpenFilesInSystem, .noMemory].contains(self)
  }

  /// The error of the C function that failed last in this thread.
  ///
  /// The C variable is `errno`.
  static var latest: Errno { Errno(rawValue: errno) }
}
