internal import Formatting
internal import Kernel
package import SafeText
package import SharedMemory

/// The NAME column of all rows in one array, for searching.
///
/// Making 82,000 texts for each key would take longer than a frame.
package struct NameIndex: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// The width of the widest name, with the space before that of a System V segment that has vanished: a
  /// row that vanishes moves no column.
  package private(set) var widest = 0

  package init(of segments: [Segment], in charset: Charset) {
    var label = DisplayText()
    ends.reserveCapacity(segments.count)
    for segment in segments {
      label.removeAll()
      label.append(labelOf: segment, in: charset)
      bytes += label.utf8
      ends.append(bytes.count)
      widest = max(widest, label.columns + (segment.kind == .systemV ? 1 : 0))
    }
  }

  /// Whether the name of each row contains a text; with `isFolded` in any case, and the text is in lower case.
  ///
  /// Why: Decisions/36-fast-paths.md
  func rows(containing text: [UInt8], isFolded: Bool) -> [Bool] {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      return ends.map { end in
        defer { start = end }
        return bytes[start..<end].contains(text, isFolded: isFolded)
      }
    }
  }

  /// Whether the name of a row matches.
  func matches(_ pattern: LabelPattern, at row: Int) -> Bool {
    let start = row == 0 ? 0 : ends[row - 1]
    return bytes.withUnsafeBufferPointer { pattern.matches($0[start..<ends[row]]) }
  }
}
