internal import SafeText
internal import Formatting

/// The progress of a long removal, in one line on standard error.
struct RemovalProgress {
  private let count: Int
  private let isShown = StandardError.isTerminal && !StandardOutput.isTerminal
  private var done = 0
  private var next = ContinuousClock.now + .seconds(1)
  /// The width of the line in columns.
  private var columns = 0

  init(count: Int) { self.count = count }

  /// Counts one more segment as done.
  mutating func advance() {
    done += 1
    guard isShown, done % 64 == 0, ContinuousClock.now >= next else { return }
    next = .now + .seconds(1)
    let text: DisplayText = "\(done) of \(count)"
    StandardError.overwrite(text, covering: columns)
    columns = max(columns, text.columns)
  }

  /// Clears the line.
  mutating func clear() {
    if columns > 0 { StandardError.overwrite(DisplayText(), covering: columns) }
    columns = 0
  }
}
