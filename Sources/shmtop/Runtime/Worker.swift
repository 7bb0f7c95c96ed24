internal import Glibc
internal import SystemPackage

/// A thread that does what it is given, one thing after the other, and sleeps between.
///
/// Its work blocks in system calls, for which the threads of Swift's concurrency, as few as there are
/// processors, are not meant. It lives as long as the program. The C function is `pthread_create`.
final class Worker: Sendable {
  private let bell: Bell
  private let next: @Sendable () -> RunnerState.Next

  /// Makes a worker, which does nothing before ``start()``. `next` gives the next work.
  init(next: @escaping @Sendable () -> RunnerState.Next) throws(Errno) {
    bell = try Bell()
    self.next = next
  }

  /// Starts the thread.
  func start() throws(Errno) {
    var thread = pthread_t()
    let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { worker in
      if let worker { Unmanaged<Worker>.fromOpaque(worker).takeRetainedValue().work() }
      return nil
    }
    let retained = Unmanaged.passRetained(self)
    let result = pthread_create(&thread, nil, main, retained.toOpaque())
    guard result == 0 else {
      retained.release()
      throw Errno(rawValue: result)
    }
    pthread_detach(thread)
  }

  /// Has the thread ask for work; any thread may call this.
  func wake() { bell.ring() }

  private func work() {
    blockSignals()
    while true {
      switch next() {
      case .run(let work): work.run()
      case .sleep(let deadline): bell.wait(until: deadline)
      }
    }
  }

  /// Leaves signals to the thread of the screen, which alone may touch the terminal.
  private func blockSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT] {
      sigaddset(&signals, signal)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
