import SafeText
import TestSupport
import Testing

/// Text as a terminal of UTF-8 is given it.
func shown(_ text: String) throws -> String { try shown(Array(text.utf8)) }

/// Bytes as a terminal of UTF-8 is given them.
func shown(_ bytes: [UInt8]) throws -> String {
  try #require(UTF8Locale.isTaken)
  return DisplayText(escaping: bytes, in: .utf8).string
}
