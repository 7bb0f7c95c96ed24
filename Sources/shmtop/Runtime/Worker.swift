internal import Glibc
internal import SystemPackage

/// A thread that does its work piece by piece, and sleeps in between.
///
/// Its work blocks in system calls. The threads of Swift's concurrency must not block, because
/// there are only as many as processors. It lives as long as the program.
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

  /// Makes the thread ask for work; any thread may call this.
  func wake() { bell.ring() }

  /// The body of the thread.
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
