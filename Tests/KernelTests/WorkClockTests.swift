import Kernel
import Testing

struct WorkClockTests {
  @Test func `work costs something, and no more than the time that passes`() {
    let (start, clock) = (ContinuousClock.now, WorkClock())
    var sum: UInt64 = 0
    while ContinuousClock.now - start < .milliseconds(20) {
      for number in 0..<10_000 { sum &+= UInt64(number) }
    }
    let cost = clock.cost
    #expect(sum > 0)
    #expect(cost > .zero && cost <= ContinuousClock.now - start)
  }
}
