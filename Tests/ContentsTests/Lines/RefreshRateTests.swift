internal import Contents
internal import Testing

@Suite("How often bytes are read again") struct RefreshRateTests {
  @Test(arguments: [
    (Duration.zero, 100), (.milliseconds(-5), 100), (.milliseconds(10), 100),
    (.milliseconds(11), 110), (.milliseconds(75), 750), (.milliseconds(500), 5000),
    (.milliseconds(501), 5000), (.seconds(3), 5000), (.seconds(Int64.max), 5000),
  ]) func `reading takes at most a tenth of the time`(duration: Duration, interval: Int) {
    #expect(RefreshRate.interval(afterReadingFor: duration) == interval)
  }
}
