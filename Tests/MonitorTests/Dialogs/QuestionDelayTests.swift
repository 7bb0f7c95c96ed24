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
    // Each key has a question of its own: one that is not taken starts the time again.
    return keys.filter { [delay] in
      var delay = delay
      return delay.accepts($0, 1, acts: true, at: now)
    }
  }

  /// Presses a key in a question.
  private func press(
    _ key: Key, _ delay: inout QuestionDelay, _ question: Int? = 1, acts: Bool = true,
    after milliseconds: Int
  ) -> Bool {
    delay.accepts(key, question, acts: acts, at: start + .milliseconds(milliseconds))
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
    let isTaken = press(.character("y"), &delay, after: 300)
    #expect(isTaken)
  }

  @Test func `the next question has its own time`() {
    var delay = QuestionDelay()
    delay.draw(1, at: start)
    delay.draw(2, at: start + .seconds(1))
    let taken = [
      press(.character("y"), &delay, 2, after: 1001),
      press(.character("y"), &delay, 3, after: 9000),
    ]
    #expect(taken == [false, false])
  }

  @Test func `without a question all keys go to the monitor`() {
    var delay = QuestionDelay()
    let accepted = keys.filter { delay.accepts($0, nil, acts: false, at: start) }
    #expect(accepted == keys)
  }

  @Test func `a stream of keys answers nothing, however long it is`() {
    var delay = QuestionDelay()
    delay.draw(1, at: start)
    var taken = (0..<100).map { index in
      let isY = index % 2 == 1
      return press(.character(isY ? "y" : "x"), &delay, acts: isY, after: index * 200)
    }
    #expect(!taken.contains(true))
    // Keys that do nothing in the question are no answer to it, even after a pause.
    taken = [
      press(.character("x"), &delay, acts: false, after: 30_000),
      press(.character("y"), &delay, after: 30_001), press(.character("y"), &delay, after: 30_302),
    ]
    #expect(taken == [false, false, true])
  }
}
