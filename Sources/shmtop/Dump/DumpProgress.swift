internal import SafeText
internal import Formatting
internal import SharedMemory

/// The progress of a long dump, in one line on standard error.
struct DumpProgress {
  private let range: Range<UInt64>
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var next = ContinuousClock.now + .seconds(1)
  /// The width of the line in columns.
  private var columns = 0

  /// The progress in a range; shown only on a terminal that does not show the dump itself.
  ///
  /// With `isShown`, the dump goes to a file, so that the progress can be shown.
  init(range: Range<UInt64>, isShown: Bool) {
    self.range = range
    self.isShown = StandardError.isTerminal && (isShown || !StandardOutput.isTerminal)
  }

  /// Whether another second has passed.
  mutating func isDue() -> Bool {
    guard ContinuousClock.now >= next else { return false }
    next = .now + .seconds(1)
    return true
  }

  /// Shows the offset reached.
  mutating func show(_ offset: UInt64) {
    guard isShown, !range.isEmpty else { return }
    let done = offset - range.lowerBound
    let percent = Int(Double(done) / Double(range.count) * 100)
    let speed = Double(done) / max(1, Double((.now - start).components.seconds))
    let (whole, perSecond) = (UInt64(range.count), UInt64(speed))
    let text: DisplayText = """
      \(percent)%, \(bytes: done, .human) of \(bytes: whole, .human), \(bytes: perSecond, .human)/s
      """
    StandardError.overwrite(text, covering: columns)
    columns = max(columns, text.columns)
  }

  /// Clears the line.
  mutating func clear() {
    if columns > 0 { StandardError.overwrite(DisplayText(), covering: columns) }
    columns = 0
  }
}
