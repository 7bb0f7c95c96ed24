internal import CLinux
internal import Synchronization

/// A value that several threads share under one lock.
///
/// It is a `Mutex` that the thread sanitizer understands: Swift's own uses atomics in a library
/// that is not instrumented, so everything it protects would be reported as a race.
package final class Lock<Value>: Sendable {
  private let mutex: Mutex<Value>

  package init(_ value: sending Value) { mutex = Mutex(value) }

  /// Calls `body` while no other thread does.
  package func withLock<Result>(
    _ body: (inout sending Value) -> sending Result
  ) -> sending Result {
    let address = UnsafeMutableRawPointer(Unmanaged.passUnretained(self).toOpaque())
    return mutex.withLock { value in
      clinux_tsan_acquire(address)
      defer { clinux_tsan_release(address) }
      return body(&value)
    }
  }
}
