private import Glibc
import Kernel
import Testing

struct WorkClockTests {
  @Test func `a wait costs nothing, and work costs no more than the time that it takes`() {
    let (start, clock) = (ContinuousClock.now, WorkClock())
    var sum: UInt64 = 0
    while clock.cost < .milliseconds(5) { for number in 0..<10_000 { sum &+= UInt64(number) } }
    #expect(sum > 0)
    #expect(clock.cost <= ContinuousClock.now - start)
  }
}
