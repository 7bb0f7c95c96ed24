package import Canvas

/// Keeps keys from a question that the user cannot have read.
///
/// A question takes no key before it is on the screen, and only those that keep everything as it is for
/// the next 0.3 s. Each key that it does not take, and each that does nothing in it, starts that time
/// again. So what was typed ahead, or pasted into a terminal that does not mark pastes, answers nothing,
/// however long it is.
package struct QuestionDelay: Sendable {
  private var drawn: Int?
  private var ready = ContinuousClock.now

  package init() {}

  /// Remembers the question that is on the screen, by ``Monitor/question``.
  package mutating func draw(_ question: Int?, at now: ContinuousClock.Instant) {
    if question != drawn { ready = now + Self.delay }
    drawn = question
  }

  /// Whether a key that is pressed now goes to the monitor; `acts` says whether it does anything there.
  package mutating func accepts(
    _ key: Key, _ question: Int?, acts: Bool, at now: ContinuousClock.Instant
  ) -> Bool {
    guard question != nil else { return true }
    guard question == drawn else { return false }
    if now >= ready && acts || Self.keeping.contains(key) { return true }
    ready = now + Self.delay
    return false
  }

  /// Keys that close a new question and do nothing: the safe button is focused.
  private static let keeping: [Key] = [.escape, .enter, .character("n"), .character("q")]

  private static let delay = Duration.milliseconds(300)
}
