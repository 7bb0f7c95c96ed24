internal import SafeText
internal import Formatting
internal import SharedMemory

/// The progress of a long dump, in one line on a terminal that shows nothing else.
struct DumpProgress {
  private let range: Range<UInt64>
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var next = ContinuousClock.now + .seconds(1)
  /// The width of the line in columns.
  private var columns = 0

  /// Progress in a range; `isShown` shows it even if standard output is a terminal.
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
