import Kernel
import Formatting
import SafeText
import SystemPackage
import TestSupport
import Testing

/// Single values as text.
struct ValueTests {
  private func written(_ write: (inout DisplayText) -> Void) -> String {
    var text = DisplayText()
    write(&text)
    return text.string
  }

  @Test(
    arguments: [
      (0, "0"), (1, "1"), (1023, "1023"), (1024, "1K"), (1025, "1.00K"), (1536, "1.50K"),
      (10_239, "9.99K"), (10_240, "10K"), (10_250, "10.0K"), (102_399, "99.9K"),
      (102_401, "100K"), (1_047_552, "1023K"), (1_048_575, "1023K"), (1_048_576, "1M"),
      (1_073_741_823, "1023M"), (1 << 40, "1T"), (1 << 50, "1P"), (1 << 60, "1E"),
      (1 << 63, "8E"), (.max, "15.9E"),
    ] as [(UInt64, String)])
  func `a size takes at most five columns and is never rounded up`(bytes: UInt64, text: String) {
    #expect(written { $0.append(bytes: bytes, in: .human) } == text)
    #expect(text.utf8.count <= 5)
    #expect(written { $0.append(bytes: bytes, in: .bytes) } == String(bytes))
  }

  @Test func `around every power of two a size takes at most five columns`() {
    for shift in 0..<64 {
      let power = UInt64(1) << UInt64(shift)
      for bytes in [power - 1, power, power + 1, power / 2 * 3] {
        let text = written { $0.append(bytes: bytes, in: .human) }
        #expect(text.utf8.count <= 5, "\(bytes)")
      }
    }
  }

  @Test(
    arguments: [
      (0, "0s"), (-1, "0s"), (59, "59s"), (60, "1m"), (3599, "59m"), (3600, "1h"),
      (86_399, "23h"), (86_400, "1d"), (86_400 * 4000, "4000d"),
    ] as [(Int64, String)])
  func `an age is in its largest whole unit`(seconds: Int64, text: String) {
    let moment = Timestamp(seconds: Samples.now.seconds - seconds)
    #expect(written { $0.append(age: moment, now: Samples.now) } == text)
  }

  @Test(
    arguments: [
      (.max, 0, "0s"), (.min, 0, "106751991167300d"), (.min, .max, "106751991167300d"),
      (.max, .min, "0s"), (0, .max, "106751991167300d"),
    ] as [(Int64, Int64, String)])
  func `an age can be made of any two moments`(moment: Int64, now: Int64, text: String) {
    let age = written {
      $0.append(age: Timestamp(seconds: moment), now: Timestamp(seconds: now))
    }
    #expect(age == text)
  }

  @Test(
    arguments: [
      (0o600, "rw-------"), (0o777, "rwxrwxrwx"), (0, "---------"), (0o3640, "rw-r-S--T"),
      (0o7421, "r-S-wS--t"), (0o6755, "rwsr-sr-x"), (0o1777, "rwxrwxrwt"),
    ] as [(UInt32, String)])
  func `permissions are nine letters`(mode: UInt32, text: String) {
    #expect(written { $0.append(FilePermissions(rawValue: mode)) } == text)
  }

  @Test(arguments: [(0, "0x00000000"), (0x52_e2c1, "0x0052e2c1"), (.max, "0xffffffff")])
  func `a key is eight hexadecimal digits`(key: UInt32, text: String) {
    #expect(written { $0.append(key: IPCKey(rawValue: key)) } == text)
  }

  @Test func `an unknown value and a missing value have different marks`() {
    #expect(written { $0.appendUnknown() } == "?")
    #expect(written { $0.appendNone() } == "-")
  }

  @Test(arguments: [(0, "0 things"), (1, "1 thing"), (2, "2 things"), (-1, "-1 things")])
  func `a noun after a number has its plural`(count: Int, text: String) {
    #expect(written { $0.append(counted: count, "thing") } == text)
  }
}
