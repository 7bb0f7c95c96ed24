internal import SafeText

/// The line on standard error that shows the progress of a long command, written once a second.
struct ProgressLine {
  private let isShown: Bool
  private var next = ContinuousClock.now + .seconds(1)
  /// The width of the line in columns.
  private var columns = 0

  /// A line that is shown only on a terminal that does not show the results themselves.
  ///
  /// With `isFile`, the results go to a file.
  init(isFile: Bool = false) {
    isShown = StandardError.isTerminal && (isFile || !StandardOutput.isTerminal)
  }

  /// Whether another second has passed.
  mutating func isDue() -> Bool {
    guard ContinuousClock.now >= next else { return false }
    next = .now + .seconds(1)
    return true
  }

  /// Shows a text in place of the one before.
  mutating func show(_ text: DisplayText) {
    guard isShown else { return }
    StandardError.overwrite(text, covering: columns)
    columns = max(columns, text.columns)
  }

  /// Clears the line.
  mutating func clear() {
    if columns > 0 { StandardError.overwrite(DisplayText(), covering: columns) }
    columns = 0
  }
}
