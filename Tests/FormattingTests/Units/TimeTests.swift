import Kernel
import Formatting
import SafeText
import Testing

/// Moments in the calendar.
struct TimeTests {
  private func iso8601(_ seconds: Int64) -> String {
    var text = DisplayText()
    text.append(iso8601: Timestamp(seconds: seconds))
    return text.string
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"),
      (-1, "1969-12-31T23:59:59Z"),
      (86_399, "1970-01-01T23:59:59Z"),
      (1_795_238_411, "2026-11-21T05:20:11Z"),
      (951_782_400, "2000-02-29T00:00:00Z"),
      (951_868_800, "2000-03-01T00:00:00Z"),
      (1_709_164_800, "2024-02-29T00:00:00Z"),
      (1_709_251_199, "2024-02-29T23:59:59Z"),
      (4_107_542_399, "2100-02-28T23:59:59Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
      (1_735_689_599, "2024-12-31T23:59:59Z"),
      (2_147_483_648, "2038-01-19T03:14:08Z"),
      (-2_208_988_800, "1900-01-01T00:00:00Z"),
      (-62_135_596_800, "0001-01-01T00:00:00Z"),
      (-62_135_596_801, "0000-12-31T23:59:59Z"),
      (-62_162_208_000, "0000-02-28T00:00:00Z"),
      (-62_167_219_200, "0000-01-01T00:00:00Z"),
      (-62_167_219_201, "-0001-12-31T23:59:59Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"),
      (253_402_300_800, "10000-01-01T00:00:00Z"),
      (.max, "292277026596-12-04T15:30:07Z"),
      (.min, "-292277022657-01-27T08:29:52Z"),
    ] as [(Int64, String)])
  func `a moment is a date and a time of day`(seconds: Int64, text: String) {
    #expect(iso8601(seconds) == text)
  }

  @Test(
    arguments: [
      (-11_676_096_000, "1600-01-01", "1605-01-01"), (-2_240_524_800, "1899-01-01", "1904-01-03"),
      (915_148_800, "1999-01-01", "2004-01-02"), (4_070_908_800, "2099-01-01", "2104-01-03"),
    ] as [(Int64, String, String)])
  func `the days around a century follow one another`(start: Int64, first: String, last: String) {
    var previous = iso8601(start)
    #expect(previous.prefix(10) == first)
    for day in 1...1827 as ClosedRange<Int64> {
      let next = iso8601(start + day * 86_400)
      let follows = previous < next && next.utf8.count == 20
      if !follows { Issue.record("\(next) after \(previous)") }
      previous = next
    }
    #expect(previous.prefix(10) == last)
  }

  @Test(arguments: [(0, "00:00:00"), (-1, "23:59:59"), (50_711, "14:05:11")] as [(Int64, String)])
  func `a clock shows the time of day alone`(seconds: Int64, text: String) {
    var clock = DisplayText()
    clock.append(clockOf: Timestamp(seconds: seconds, nanoseconds: 999_999_999))
    #expect(clock.string == text)
  }
}
