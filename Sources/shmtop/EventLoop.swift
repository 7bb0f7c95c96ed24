internal import ArgumentParser
internal import Canvas
internal import Glibc
internal import Monitor
internal import Presentation
internal import SharedMemory
internal import Terminal

/// The loop between the terminal and the monitor: waits, tells what happened, does what is asked.
enum EventLoop {
  /// Runs until the person at the keys has had enough; fails when the terminal is gone.
  static func run(
    _ settings: Monitor.Settings, sortedBy sortAndFilter: SortAndFilter, interval: Int,
    assumptions: Assumptions, isUnrecorded: Bool
  ) throws {
    let outside = try EffectRunner(
      charset: settings.charset, assumptions: assumptions, isUnrecorded: isUnrecorded)
    var terminal = try Terminal(usesColor: getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    var monitor = Monitor(
      settings: settings, size: terminal.size, sortedBy: sortAndFilter, interval: interval)
    var clock = RefreshClock(milliseconds: interval)
    // An open segment can go while nothing is refreshed: its memory may not stay for that.
    var checks = RefreshClock(milliseconds: 1000)
    var readings = RefreshClock(milliseconds: outside.readingInterval)
    var effects = monitor.start()
    defer { outside.finishRemovals() }
    while true {
      for effect in effects {
        switch effect {
        case .quit: return
        case .repaint: terminal.forget()
        case .setInterval(let milliseconds): clock.set(milliseconds: milliseconds)
        default: outside.perform(effect)
        }
      }
      terminal.show(monitor.frame)
      effects = []
      var next = clock.next
      if monitor.hasOpenContents { next = min(next, checks.next) }
      if monitor.hasLiveContents { next = min(next, readings.next) }
      for notice in terminal.wait(until: next) {
        switch notice {
        case .key(let key): effects += monitor.update(.key(key))
        case .resized:
          terminal.takeSize()
          effects += monitor.update(.resized(terminal.size))
        case .suspended:
          // What came before the stop is done before it, above all the closing of a segment.
          for effect in effects + monitor.update(.suspending) {
            guard effect == .suspend else {
              outside.perform(effect)
              continue
            }
            outside.waitForSegments()
            terminal.suspend()
          }
          effects.removeAll { !$0.isForScreen }
          terminal.takeSize()
          effects += monitor.update(.resized(terminal.size)) + monitor.update(.resumed)
        case .continued:
          terminal.takeSize()
          effects += monitor.update(.resized(terminal.size))
        case .woken: for event in outside.takeEvents() { effects += monitor.update(event) }
        case .lost: throw ExitCode.failure
        }
      }
      if clock.isDue() { effects += monitor.update(.refreshDue) }
      if monitor.hasLiveContents, readings.isDue() {
        readings.set(milliseconds: outside.readingInterval)
        effects += monitor.update(.contentsDue)
      }
      if checks.isDue() { effects += monitor.update(.checkDue) + monitor.update(.mapDue) }
    }
  }
}

/// Says when the next refresh is due.
struct RefreshClock {
  private(set) var next: ContinuousClock.Instant
  private var interval: Duration

  init(milliseconds: Int) {
    interval = .milliseconds(milliseconds)
    next = .now + interval
  }

  mutating func set(milliseconds: Int) {
    interval = .milliseconds(milliseconds)
    next = .now + interval
  }

  /// Whether the time has come; if so the next one is set.
  ///
  /// Refreshes that were missed, as in a stop, do not come all at once.
  mutating func isDue() -> Bool {
    let now = ContinuousClock.now
    guard now >= next else { return false }
    next = max(next + interval, now)
    return true
  }
}
