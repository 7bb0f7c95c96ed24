import SafeText
import Formatting
import Testing

struct RoundedBytesTests {
  @Test(
    arguments: [
      (0, "0 bytes"), (1, "1 byte"), (1023, "1023 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"),
      (4064, "3.97 KiB"), (1 << 22 - 16, "4 MiB"), (1 << 22, "4 MiB"), (1 << 20 - 1, "1 MiB"),
      (1 << 40 - 32, "1 TiB"), (100 << 20 + 1 << 19, "101 MiB"), (10 << 10 + 52, "10.1 KiB"),
      (.max, "16 EiB"), (999 << 30, "999 GiB"), (1000 << 30, "1000 GiB"), (1023 << 10, "1023 KiB"),
    ] as [(UInt64, String)])
  func `sizes have three digits and a unit`(bytes: UInt64, text: String) {
    var size = DisplayText()
    size.append(roundedBytes: bytes)
    #expect(size.string == text)
  }

  @Test func `a rounded size is distinguished from an exact one`() {
    for bytes in [0, 5, 1023, 1024, 4096, 1 << 22, 999 << 30] as [UInt64] {
      #expect(bytes.isWholeInUnits)
    }
    for bytes in [1025, 4064, 1 << 22 - 16, .max] as [UInt64] { #expect(!bytes.isWholeInUnits) }
  }
}
