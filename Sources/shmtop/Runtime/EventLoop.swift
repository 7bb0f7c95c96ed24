internal import ArgumentParser
internal import Canvas
internal import Kernel
internal import Monitor
internal import Formatting
internal import Query
internal import SharedMemory
internal import Terminal

/// The loop between the terminal and the monitor: waits, passes events on and starts effects.
///
/// It waits in one `poll` for keys, signals and answers, until the next timer is due.
struct EventLoop: ~Copyable {
  private var terminal: Terminal
  private var monitor: Monitor
  private let runner: EffectRunner
  /// Whether new rows arrived since the timers were last checked.
  private var hasNewRows = false
  private var delay = QuestionDelay()
  /// When the monitor is told the time, if no snapshot does.
  private var clock = IntervalTimer(milliseconds: Self.clockInterval)
  /// When an open segment is checked, even during a pause, because it can be removed then too.
  private var check = IntervalTimer(milliseconds: 1000)
  /// When the bytes on the screen are read again.
  private var reading: IntervalTimer

  /// How long a stop waits for all segments to be closed, and the end of the program for changes.
  ///
  /// A copy to a slow disk is left unfinished.
  private static let patience = Duration.seconds(5)

  /// If the program is awake anyway, it reads and checks bytes up to this much early.
  private static let earlyLimit = Duration.milliseconds(500)

  /// A bit longer than the usual time between two snapshots, which tell the time too.
  private static let clockInterval = 2200

  /// Starts full-screen mode.
  init(
    _ options: Monitor.Options, _ theme: Theme, usesMouse: Bool, sortedBy order: SortAndFilter,
    interval: Int,
    assumptions: Assumptions, isUnrecorded: Bool
  ) throws {
    let runner = try EffectRunner(
      charset: options.charset, assumptions: assumptions, isUnrecorded: isUnrecorded,
      wake: { Terminal.wake() })
    let terminal = try Terminal(theme, usesMouse: usesMouse)
    let monitor = Monitor(
      options: options, size: terminal.size, sortedBy: order, interval: interval)
    self.init(terminal, runner, monitor)
  }

  private init(_ terminal: consuming Terminal, _ runner: EffectRunner, _ monitor: Monitor) {
    self.terminal = terminal
    self.runner = runner
    self.monitor = monitor
    reading = IntervalTimer(milliseconds: runner.readingInterval)
  }

  /// Runs until the user quits; fails if the terminal is lost.
  mutating func run() throws {
    var effects = monitor.start()
    var isRunning = true
    while isRunning {
      isRunning = perform(effects)
      guard isRunning else { break }
      terminal.show(monitor.nextFrame())
      delay.draw(monitor.question, at: .now)
      effects = []
      for event in terminal.wait(until: nextDeadline) {
        guard event != .lost else {
          finishChanges()
          throw ExitCode.failure
        }
        let more = handle(event, after: &effects)
        effects += more
      }
      effects += updateWhatIsDue()
    }
    finishChanges()
  }

  /// Starts effects; returns whether the program goes on.
  private mutating func perform(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .copy(let text): terminal.copy(text)
      case .repaint: terminal.forget()
      case .suspend: stop()
      default: runner.perform(effect)
      }
    }
    return true
  }

  private mutating func handle(
    _ event: Terminal.Notice, after effects: inout [Effect]
  ) -> [Effect] {
    switch event {
    case .key(let key):
      guard
        delay.accepts(
          key, monitor.question, acts: monitor.answersQuestion(key), at: .now)
      else { return [] }
      readOften()
      return monitor.update(.key(key))
    case .mouse(let mouse):
      // A press on a button answers as Enter or y does.
      guard
        mouse.action != .press
          || delay.accepts(.character("y"), monitor.question, acts: true, at: .now)
      else { return [] }
      return monitor.update(.mouse(mouse))
    case .pasted(let keys): return monitor.update(.pasted(keys))
    case .resized:
      terminal.updateSize()
      return monitor.update(.resized(terminal.size))
    case .continued: return resume()
    case .suspended:
      // Earlier events are handled before the stop, above all the closing of a segment.
      for effect in effects + monitor.update(.suspending) {
        if effect == .suspend { stop() } else { runner.perform(effect) }
      }
      effects.removeAll { !$0.isForEventLoop }
      return resume()
    case .woken: return takeAnswers()
    case .lost: return []
    }
  }

  /// Goes on after a stop: the size, the facts and the screen can be old.
  private mutating func resume() -> [Effect] {
    terminal.updateSize()
    return takeAnswers() + monitor.update(.resized(terminal.size)) + monitor.update(.resumed)
  }

  /// Reads the bytes on the screen often again, after a key.
  private mutating func readOften() {
    guard monitor.hasLiveContents else { return }
    runner.hurryReading()
    reading.set(milliseconds: runner.readingInterval)
  }

  private mutating func takeAnswers() -> [Effect] {
    var effects: [Effect] = []
    for event in runner.takeEvents() {
      // The next snapshot usually tells the time first.
      if case .rows = event {
        clock.set(milliseconds: Self.clockInterval)
        hasNewRows = true
      }
      effects += monitor.update(event)
    }
    return effects
  }

  private var nextDeadline: ContinuousClock.Instant {
    var next = clock.next
    if monitor.hasOpenContents { next = min(next, check.next) }
    if monitor.hasLiveContents { next = min(next, reading.next) }
    return next
  }

  private mutating func updateWhatIsDue() -> [Effect] {
    var effects: [Effect] = []
    // What is due soon comes along with new rows, so that the program wakes up once for all.
    let early = hasNewRows ? Self.earlyLimit : .zero
    hasNewRows = false
    if clock.isDue() {
      clock.set(milliseconds: 1000)
      effects += monitor.update(.clock(.now))
    }
    if monitor.hasLiveContents, reading.isDue(early: early) {
      reading.set(milliseconds: runner.readingInterval)
      effects += monitor.update(.contentsDue)
    }
    if check.isDue(early: early) { effects += monitor.update(.checkDue) + monitor.update(.mapDue) }
    return effects
  }

  /// Returns the terminal to the shell, as ^Z does, when no segment is open any more.
  ///
  /// A stop suspends all threads: one that is reading would keep its segment open during the stop.
  private mutating func stop() {
    let deadline = ContinuousClock.now + Self.patience
    while !runner.isQuiet(), .now < deadline { terminal.waitForWake(until: deadline) }
    terminal.suspend()
  }

  /// Waits for requested changes to finish, so that none is left incomplete.
  private mutating func finishChanges() {
    Interrupt.request()
    let deadline = ContinuousClock.now + Self.patience
    while !runner.hasFinishedChanges(), .now < deadline { terminal.waitForWake(until: deadline) }
  }
}
