internal import Glibc
internal import Synchronization
internal import SystemPackage

/// A thread that does one job after the other.
///
/// The jobs block in system calls, for which Swift's own threads, as few as there are processors,
/// are not meant. It lives as long as the program.
final class Worker: Sendable {
  private let jobs = Mutex<[@Sendable () -> Void]>([])
  /// A pipe that the thread sleeps on; it can be read when jobs wait.
  private let bell: (readEnd: FileDescriptor, writeEnd: FileDescriptor)

  init() throws(Errno) {
    do { bell = try FileDescriptor.pipe() } catch { throw error as? Errno ?? .ioError }
    // A full pipe can be read already: who rings need not wait for room.
    _ = fcntl(bell.writeEnd.rawValue, F_SETFL, O_NONBLOCK)
    var thread = pthread_t()
    let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { worker in
      if let worker { Unmanaged<Worker>.fromOpaque(worker).takeRetainedValue().work() }
      return nil
    }
    let result = pthread_create(&thread, nil, start, Unmanaged.passRetained(self).toOpaque())
    if result != 0 { throw Errno(rawValue: result) }
  }

  /// Adds a job after those that wait.
  func submit(_ job: @escaping @Sendable () -> Void) {
    jobs.withLock { $0.append(job) }
    _ = try? bell.writeEnd.writeAll([0])
  }

  /// Waits until all jobs so far are done, or that much time has passed.
  func wait(atMost limit: Duration) {
    let end = ContinuousClock.now + limit
    let mark = Mark()
    submit { mark.isReached.withLock { $0 = true } }
    while !mark.isReached.withLock({ $0 }), .now < end { usleep(1000) }
  }

  /// A place in the row of jobs.
  private final class Mark: Sendable {
    let isReached = Mutex(false)
  }

  private func work() {
    leaveSignalsToScreen()
    var ring: UInt8 = 0
    while (try? withUnsafeMutableBytes(of: &ring) { try bell.readEnd.read(into: $0) }) == 1 {
      while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { job() }
    }
  }

  /// Signals from outside go to the screen's thread, which alone may touch the terminal.
  private func leaveSignalsToScreen() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGTSTP, SIGCONT] {
      sigaddset(&signals, signal)
    }
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
