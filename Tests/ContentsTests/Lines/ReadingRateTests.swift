@testable import Contents
internal import Testing

@Suite("How often bytes are read again") struct ReadingRateTests {
  @Test(arguments: [
    (Duration.zero, 100), (.milliseconds(-5), 100), (.milliseconds(10), 100),
    (.milliseconds(11), 110), (.milliseconds(75), 750), (.milliseconds(500), 5000),
    (.milliseconds(501), 5000), (.seconds(3), 5000), (.seconds(Int64.max), 5000),
  ]) func `reading takes at most a tenth of the time`(duration: Duration, interval: Int) {
    #expect(ReadingRate.interval(afterReadingFor: duration) == interval)
  }

  @Test func `bytes at rest are read less and less often, down to once a second`() {
    var rate = ReadingRate()
    var intervals: [Int] = []
    for _ in 0..<100 {
      if intervals.last != rate.interval { intervals.append(rate.interval) }
      rate.read(for: .milliseconds(1), hasChanged: false)
    }
    #expect(intervals == [100, 200, 500, 1000])
  }

  @Test func `changed bytes are read at the full rate for as long as the change is marked`() {
    var rate = ReadingRate()
    for _ in 0..<100 { rate.read(for: .zero, hasChanged: false) }
    rate.read(for: .zero, hasChanged: true)
    for _ in 1..<ReadingRate.readsAfterChange {
      rate.read(for: .zero, hasChanged: false)
      #expect(rate.interval == 100)
    }
  }

  @Test func `a key brings the full rate back`() {
    var rate = ReadingRate()
    for _ in 0..<100 { rate.read(for: .zero, hasChanged: false) }
    rate.hurry()
    #expect(rate.interval == 100)
  }

  @Test func `slow reads stay at a tenth of the time, at rest too`() {
    var rate = ReadingRate()
    for _ in 0..<100 { rate.read(for: .milliseconds(300), hasChanged: false) }
    #expect(rate.interval == 3000)
  }
}
