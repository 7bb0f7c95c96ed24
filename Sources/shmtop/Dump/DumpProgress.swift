internal import Formatting
internal import SafeText

/// The progress of a long dump.
struct DumpProgress {
  private let range: Range<UInt64>
  private let start = ContinuousClock.now
  private var line: ProgressLine

  /// The progress in a range; with `isFile`, the dump goes to a file.
  init(range: Range<UInt64>, isFile: Bool) {
    self.range = range
    line = ProgressLine(isFile: isFile)
  }

  /// Whether another second has passed.
  mutating func isDue() -> Bool { line.isDue() }

  /// Shows the offset reached.
  mutating func show(_ offset: UInt64) {
    guard !range.isEmpty else { return }
    let done = offset - range.lowerBound
    let percent = Int(Double(done) / Double(range.count) * 100)
    let speed = Double(done) / max(1, Double((.now - start).components.seconds))
    let (whole, perSecond) = (UInt64(range.count), UInt64(speed))
    line.show(
      """
      \(percent)%, \(bytes: done, .human) of \(bytes: whole, .human), \(bytes: perSecond, .human)/s
      """)
  }

  /// Clears the line.
  mutating func clear() { line.clear() }
}
