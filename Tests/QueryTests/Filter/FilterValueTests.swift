import Kernel
import Formatting
import Query
import SharedMemory
import TestSupport
import Testing

/// Sizes and lengths of time in filters.
struct FilterValueTests {
  private func matches(_ word: String, _ value: String, _ segment: Segment) -> Bool? {
    let condition = try? FilterWord(named: word.utf8)?.condition(
      Array(value.utf8), users: { _ in nil })
    return condition.map { Filter([$0]).matches(segment, Samples.format) }
  }

  @Test(
    arguments: [
      ("0", 0), ("4096", 4096), ("7B", 7), ("1K", 1 << 10), ("1k", 1 << 10), ("3M", 3 << 20),
      ("1G", 1 << 30), ("2T", 2 << 40), ("1P", 1 << 50), ("15E", 15 << 60), ("1MB", 1 << 20),
      ("1MiB", 1 << 20), ("1mib", 1 << 20), ("18446744073709551615", .max),
      ("007", 7), ("0x1000", 4096), ("4kb", 4096),
    ] as [(String, UInt64)])
  func `a size is bytes or in powers of 1024`(_ text: String, _ bytes: UInt64) {
    #expect(matches("min-size", text, Samples.posix("x", size: bytes)) == true)
    if bytes > 0 {
      #expect(matches("min-size", text, Samples.posix("x", size: bytes - 1)) == false)
    }
  }

  @Test(
    arguments: [
      "", "M", "1.5M", "-1", "+1", "1 M", "1X", "1Mi", "1iB", "1BB", "1KK", "16E", "0x", "0x1K",
      "٣",
      "18446744073709551616", "99999999999999999999K",
    ])
  func `other text is not a size`(_ text: String) {
    #expect(matches("min-size", text, Samples.posix("x", size: .max)) == nil)
  }

  @Test(
    arguments: [
      ("0", 0), ("90", 90), ("30s", 30), ("5m", 300), ("4h", 14_400), ("2d", 172_800),
      ("1w", 604_800),
    ] as [(String, Int64)])
  func `an age selects segments that are at least so old`(_ text: String, _ seconds: Int64) {
    let born = Samples.now.seconds - seconds
    let old = Samples.systemV(1, change: born)
    #expect(matches("older-than", text, old) == true)
    #expect(matches("older-than", text, Samples.systemV(1, change: born + 1)) == false)
    // The samples of files are made 5 ns later.
    #expect(matches("older-than", text, Samples.posix("x", birth: born)) == false)
    #expect(matches("older-than", text, Samples.posix("x", birth: born - 1)) == true)
  }

  @Test(
    arguments: ["", "h", "1.5h", "-1h", "1 h", "1y", "1hh", "1h30m", "9223372036854775808", "1H"])
  func `other text is not an age`(_ text: String) {
    #expect(matches("older-than", text, Samples.posix("x", birth: 0)) == nil)
  }

  @Test(arguments: ["9223372036854775807", "15250284452471w"])
  func `an age beyond all time matches no segment or is refused`(_ text: String) {
    #expect(matches("older-than", text, Samples.posix("x", birth: 0)) != true)
  }
}
