internal import Kernel

/// Calls two functions and returns both results.
///
/// They run at the same time if `withThread` is true and a thread can be made, and one after the other
/// otherwise.
func concurrently<First: Sendable, Second: Sendable>(
  withThread: Bool, _ first: @Sendable () -> First, _ second: @Sendable () -> Second
) -> (First, Second) {
  guard withThread else { return (first(), second()) }
  let firstResult = Lock<First?>(nil)
  let secondResult = Lock<Second?>(nil)
  Processors.perform(2) { piece in
    if piece == 0 {
      let result = first()
      firstResult.withLock { $0 = result }
    } else {
      let result = second()
      secondResult.withLock { $0 = result }
    }
  }
  return (firstResult.withLock { $0 } ?? first(), secondResult.withLock { $0 } ?? second())
}
