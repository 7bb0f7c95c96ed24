import Canvas
import SafeText
import Testing

/// A terminal that scenes are drawn on: its size, and what characters it has.
struct Display: Hashable, Sendable, CustomTestStringConvertible {
  let size: Size
  let charset: Charset

  init(_ size: Size, _ charset: Charset = .utf8) {
    self.size = size
    self.charset = charset
  }

  /// Its part of the names of golden screens: `80x24`, `80x24-ascii`.
  var testDescription: String {
    "\(size.columns)x\(size.rows)\(charset == .ascii ? "-ascii" : "")"
  }

  /// From the smallest that every view fits to one that has room to spare.
  static let sizes = [(40, 10), (60, 15), (80, 24), (120, 40), (200, 60)].map {
    Size(columns: $0, rows: $1)
  }

  /// Each size in UTF-8 and in ASCII.
  static let all = sizes.flatMap { [Display($0), Display($0, .ascii)] }
}
