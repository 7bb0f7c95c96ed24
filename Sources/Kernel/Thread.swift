internal import Glibc
package import SystemPackage

/// A thread of this program.
///
/// Signals that another process sends are left to the other threads, because handlers may touch the
/// terminal. A thread of libdispatch or of Swift's concurrency is never used: those libraries try for
/// ever to make a thread if the kernel refuses one.
///
/// Why: Decisions/60-own-threads.md
package struct Thread: ~Copyable {
  private let thread: pthread_t

  /// Starts a thread that calls `body`.
  ///
  /// Throws `EAGAIN` if no thread can be made: see RLIMIT_NPROC in getrlimit(2), and pids.max in
  /// cgroups(7). The C function is `pthread_create`.
  package init(_ body: @escaping @Sendable () -> Void) throws(Errno) {
    let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { body in
      if let body { Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run() }
      return nil
    }
    let retained = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let result = Self.withSignalsBlocked { pthread_create(&thread, nil, main, retained.toOpaque()) }
    guard result == 0 else {
      retained.release()
      throw Errno(rawValue: result)
    }
    self.thread = thread
  }

  /// Waits for its end.
  ///
  /// The C function is `pthread_join`.
  package consuming func join() { pthread_join(thread, nil) }

  /// Lets it run as long as the program does.
  ///
  /// The C function is `pthread_detach`.
  package consuming func detach() { pthread_detach(thread) }

  private final class Body: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// Calls a function while all signals but those that a thread causes itself are blocked.
  private static func withSignalsBlocked<Result>(_ body: () -> Result) -> Result {
    var blocked = sigset_t()
    var before = sigset_t()
    sigfillset(&blocked)
    for signal in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS, SIGTRAP] {
      sigdelset(&blocked, signal)
    }
    pthread_sigmask(SIG_BLOCK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    return body()
  }
}
