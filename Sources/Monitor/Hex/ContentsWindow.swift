internal import Contents
internal import Kernel
internal import SharedMemory

/// The size of the hex view: bytes in a row, and lines.
struct ContentsWindow: Equatable {
  /// A power of two.
  let bytesPerRow: Int
  /// The number of lines, at least one.
  let height: Int
  /// Whether equal rows are one line.
  let squeezes: Bool

  /// The offset at which a byte's row starts.
  func row(of offset: UInt64) -> UInt64 { offset - offset % UInt64(bytesPerRow) }

  /// The lines to read: those on the screen, a screen before and after them for quick scrolling,
  /// and the bytes that the inspector needs after the last.
  func request(at offset: UInt64) -> LineRequest {
    LineRequest(
      anchor: offset, above: height, below: 2 * height + ByteValues.most / bytesPerRow,
      bytesPerRow: bytesPerRow, squeezes: squeezes)
  }
}

/// Steps from line to line. A line that is not known yet counts as one row.
extension HexScreen {
  /// The offset of the last byte; 0 if there is none.
  var lastByte: UInt64 { segment.size - min(segment.size, 1) }

  /// The page that was read, if its lines have the format of a window.
  func known(in window: ContentsWindow) -> ContentsPage? {
    page.flatMap {
      $0.bytesPerRow == window.bytesPerRow && $0.squeezes == window.squeezes ? $0 : nil
    }
  }

  /// The start of the line that contains an offset.
  func lineStart(of offset: UInt64, in window: ContentsWindow) -> UInt64 {
    known(in: window)?.line(at: offset)?.range.lowerBound ?? window.row(of: offset)
  }

  /// The start of the next line; `nil` after the last.
  func lineStart(after offset: UInt64, in window: ContentsWindow) -> UInt64? {
    let next =
      known(in: window)?.line(at: offset)?.range.upperBound
      ?? window.row(of: offset).addingSaturated(UInt64(window.bytesPerRow))
    return next <= lastByte ? next : nil
  }

  /// The start of the line `count` lines after or before an offset, clamped to the segment.
  func lineStart(_ count: Int, from offset: UInt64, in window: ContentsWindow) -> UInt64 {
    var start = lineStart(of: offset, in: window)
    for _ in 0..<count.magnitude {
      if count < 0 {
        if start == 0 { break }
        start = lineStart(of: start - 1, in: window)
      } else {
        guard let next = lineStart(after: start, in: window) else { break }
        start = next
      }
    }
    return start
  }

  /// Whether all lines on the screen are known.
  func isComplete(in window: ContentsWindow) -> Bool {
    guard let page = known(in: window) else { return false }
    let last = lineStart(window.height - 1, from: offset, in: window)
    return page.line(at: offset) != nil && page.line(at: last) != nil
  }
}
