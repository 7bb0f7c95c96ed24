private import Glibc
private import Synchronization
internal import TestSupport
internal import Testing

/// Runs tests on threads that are there for waiting.
///
/// Swift has as many threads for tests as the machine has processors. A test that waits for another
/// process would keep one of them from the tests that compute.
struct WaitingThreads: SuiteTrait, TestTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(WaitingExecutor.shared) { try await function() }
  }
}

extension Trait where Self == WaitingThreads {
  /// Runs tests that wait for other processes beside those that compute.
  static var waits: WaitingThreads { WaitingThreads() }
}

/// A few threads that take one job after the other.
private final class WaitingExecutor: TaskExecutor {
  static let shared = WaitingExecutor(threads: 6)

  private let jobs = Mutex<[UnownedJob]>([])
  /// A pipe with one byte for every job: reading waits while there is none.
  private let (reader, writer): (Int32, Int32)

  private init(threads: Int) {
    var ends: [Int32] = [-1, -1]
    // Between the two calls no child may start, or it would keep the pipe open.
    Spawn.gate.withLock { _ in
      precondition(pipe(&ends) == 0, "no pipe for tests")
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    (reader, writer) = (ends[0], ends[1])
    let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
      guard let argument else { return nil }
      Unmanaged<WaitingExecutor>.fromOpaque(argument).takeRetainedValue().work()
    }
    for _ in 0..<threads {
      var thread = pthread_t()
      let result = pthread_create(&thread, nil, start, Unmanaged.passRetained(self).toOpaque())
      precondition(result == 0, "no thread for tests")
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.withLock { $0.append(job) }
    var byte: UInt8 = 0
    while write(writer, &byte, 1) != 1 {}
  }

  private func work() -> Never {
    while true {
      var byte: UInt8 = 0
      guard read(reader, &byte, 1) == 1 else { continue }
      let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      job?.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
