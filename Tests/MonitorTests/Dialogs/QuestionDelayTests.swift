import Canvas
import Monitor
import Testing

struct QuestionDelayTests {
  private let start = ContinuousClock.now
  private let keys: [Key] = [.character("y"), .enter, .tab, .escape, .character("n")]

  /// The keys that go to a question so many milliseconds after it was drawn; `nil` before that.
  private func accepted(after milliseconds: Int?) -> [Key] {
    var delay = QuestionDelay()
    delay.draw(nil, at: start)
    if milliseconds != nil { delay.draw(1, at: start) }
    let now = start + .milliseconds(milliseconds ?? 1000)
    return keys.filter { delay.accepts($0, 1, at: now) }
  }

  @Test func `a question that was not drawn takes no key`() { #expect(accepted(after: nil) == []) }

  @Test func `a question takes only keys that change nothing, and later all`() {
    #expect(accepted(after: 0) == [.enter, .escape, .character("n")])
    #expect(accepted(after: 299) == [.enter, .escape, .character("n")])
    #expect(accepted(after: 300) == keys)
  }

  @Test func `drawing it again does not prolong the time`() {
    var delay = QuestionDelay()
    delay.draw(1, at: start)
    delay.draw(1, at: start + .milliseconds(299))
    #expect(delay.accepts(.character("y"), 1, at: start + .milliseconds(300)))
  }

  @Test func `the next question has its own time`() {
    var delay = QuestionDelay()
    delay.draw(1, at: start)
    delay.draw(2, at: start + .seconds(1))
    #expect(!delay.accepts(.character("y"), 2, at: start + .milliseconds(1001)))
    #expect(!delay.accepts(.character("y"), 3, at: start + .seconds(9)))
  }

  @Test func `without a question all keys go to the monitor`() {
    let delay = QuestionDelay()
    let accepted = keys.filter { delay.accepts($0, nil, at: start) }
    #expect(accepted == keys)
  }
}
