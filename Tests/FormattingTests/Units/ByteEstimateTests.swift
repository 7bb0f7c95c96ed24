import Formatting
import SafeText
import SharedMemory
import TestSupport
import Testing

/// Bounds of numbers of bytes as text.
struct ByteEstimateTests {
  @Test(
    arguments: [
      (.exactly(4096), "4K", "4K"), (.atMost(4096), "\u{2264}4K", "<=4K"), (.unknown, "?", "?"),
      (ByteEstimate(atLeast: 4096, atMost: nil), "\u{2265}4K", ">=4K"),
    ] as [(ByteEstimate, String, String)])
  func `a bound never looks like its opposite`(
    estimate: ByteEstimate, unicode: String, ascii: String
  ) {
    for (charset, words) in [(Charset.utf8, unicode), (.ascii, ascii)] {
      var text = DisplayText()
      text.append(estimate, Samples.format(in: charset))
      #expect(text.string == words)
      #expect(text.columns == words.unicodeScalars.count)
    }
  }
}
