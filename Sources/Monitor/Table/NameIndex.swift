internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// The NAME column of all rows in one array, for searching.
///
/// Making 82,000 texts for each key would take longer than a frame.
struct NameIndex: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The width of the widest name.
  private(set) var widest = 0

  init(of segments: [Segment], in charset: Charset) {
    var label = DisplayText()
    ends.reserveCapacity(segments.count)
    for segment in segments {
      label.removeAll()
      label.append(labelOf: segment, in: charset)
      bytes += label.utf8
      ends.append(bytes.count)
      widest = max(widest, label.columns)
    }
  }

  /// Whether the name at a position contains a pattern; with `isFolded`, in upper or lower case,
  /// and the pattern must be in lower case.
  func contains(_ pattern: [UInt8], at position: Int, isFolded: Bool) -> Bool {
    let start = position == 0 ? 0 : ends[position - 1]
    let last = ends[position] - pattern.count
    guard let first = pattern.first, start <= last else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for candidate in start...last where bytes[candidate].folded(isFolded) == first {
        var length = 1
        while length < pattern.count,
          bytes[candidate + length].folded(isFolded) == pattern[length]
        {
          length += 1
        }
        if length == pattern.count { return true }
      }
      return false
    }
  }
}
