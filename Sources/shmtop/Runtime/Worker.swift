internal import Kernel
internal import SystemPackage

/// A thread that does its work piece by piece, and sleeps in between.
///
/// It blocks in system calls, and lives as long as the program.
final class Worker: Sendable {
  private let bell: Bell

  init() throws(Errno) { bell = try Bell() }

  /// The next step of a thread.
  enum Next {
    case run(() -> Void)
    /// Sleeps until its bell rings, or until this time.
    case sleep(until: ContinuousClock.Instant?)
  }

  /// Starts the thread, which asks `next` for each piece of work.
  func start(next: @escaping @Sendable () -> Next) throws(Errno) {
    let bell = bell
    let thread = try Thread {
      while true {
        switch next() {
        case .run(let work): work()
        case .sleep(let deadline): bell.wait(until: deadline)
        }
      }
    }
    thread.detach()
  }

  /// Makes the thread ask for work; any thread may call this.
  func wake() { bell.ring() }
}
