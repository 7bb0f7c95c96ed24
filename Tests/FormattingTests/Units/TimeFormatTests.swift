import Formatting
import Kernel
import SafeText
import TestSupport
import Testing

/// Moments in the formats of lsipc, in UTC; time zones are tested in the program.
struct TimeFormatTests {
  private func text(_ seconds: Int64, _ times: TimeFormat) -> String {
    var format = Samples.format
    format.times = times
    var text = DisplayText()
    text.append(Timestamp(seconds: seconds), format)
    return text.string
  }

  private static let now = Samples.now.seconds

  @Test(
    arguments: [
      (0, "05:20"), (-3600, "04:20"), (-5 * 3600, "00:20"), (-6 * 3600, "Nov20"),
      (-20 * 86400, "Nov01"), (-365 * 86400, "2025-Nov21"), (365 * 86400, "2027-Nov21"),
    ] as [(Int64, String)])
  func `short is a time today, a date this year, and the year before others`(
    _ after: Int64, _ written: String
  ) {
    #expect(text(Self.now + after, .short) == written)
  }

  @Test func `full has the weekday`() {
    #expect(text(Self.now, .full) == "Sat Nov 21 05:20:11 2026")
    #expect(text(0, .full) == "Thu Jan  1 00:00:00 1970")
    #expect(text(-1, .full) == "Wed Dec 31 23:59:59 1969")
    #expect(text(951_782_400, .full) == "Tue Feb 29 00:00:00 2000")
  }

  @Test func `iso is that of JSON in UTC`() {
    #expect(text(Self.now, .iso) == "2026-11-21T05:20:11Z")
  }

  @Test func `relative says before or after`() {
    #expect(text(Self.now - 3 * 3600, .relative) == "3h ago")
    #expect(text(Self.now, .relative) == "0s ago")
    #expect(text(Self.now + 90, .relative) == "in 1m")
  }

  @Test(arguments: TimeFormat.allCases, [Int64.min, .max, -62_200_000_000, 1 << 50])
  func `any moment that a file can have is written`(_ times: TimeFormat, _ seconds: Int64) {
    var format = Samples.format
    for isLocal in [true, false] {
      (format.times, format.isLocalTime) = (times, isLocal)
      var text = DisplayText()
      text.append(Timestamp(seconds: seconds), format)
      #expect(!text.isEmpty)
    }
  }
}
