internal import Glibc
internal import SystemPackage

/// A thread that does what it is given, one thing after the other, and sleeps between.
///
/// Its work blocks in system calls, for which the threads of Swift's concurrency, as few as there are
/// processors, are not meant. It lives as long as the program.
final class Worker: Sendable {
  private let bell: Bell

  init() throws(Errno) { bell = try Bell() }

  /// Starts the thread, which asks `next` for each piece of work.
  ///
  /// The C function is `pthread_create`.
  func start(next: @escaping @Sendable () -> RunnerState.Next) throws(Errno) {
    var thread = pthread_t()
    let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { body in
      if let body { Unmanaged<Body>.fromOpaque(body).takeRetainedValue().run() }
      return nil
    }
    let body = Unmanaged.passRetained(Body(bell: bell, next: next))
    let result = pthread_create(&thread, nil, main, body.toOpaque())
    guard result == 0 else {
      body.release()
      throw Errno(rawValue: result)
    }
    pthread_detach(thread)
  }

  /// Has the thread ask for work; any thread may call this.
  func wake() { bell.ring() }

  /// What the thread runs.
  private final class Body: Sendable {
    let bell: Bell
    let next: @Sendable () -> RunnerState.Next

    init(bell: Bell, next: @escaping @Sendable () -> RunnerState.Next) {
      self.bell = bell
      self.next = next
    }

    func run() {
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
}
