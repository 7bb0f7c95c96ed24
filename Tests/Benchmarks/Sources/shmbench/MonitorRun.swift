import CBench
import Glibc

/// The monitor in a terminal of its own, whose keys are pressed here.
struct MonitorRun {
  private let process: pid_t
  private let terminal: Int32

  /// Starts it on a screen of 200 columns and 60 rows, with the segments of one name.
  init(_ options: Options, showing name: String) {
    let line = [options.shmtop, "--name", name]
    var words = line.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var terminal: Int32 = -1
    process = cbench_start_in_terminal(&words, 200, 60, &terminal)
    guard process > 0 else { fail(options.shmtop) }
    self.terminal = terminal
    guard wait(for: name) else { fail(options.shmtop) }
    waitUntilQuiet(milliseconds: 300)
  }

  func end() {
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
    close(terminal)
  }

  /// Presses a key and says after how many milliseconds the last byte came that was drawn for it.
  func press(_ key: String) -> Double {
    let start = ContinuousClock.now
    write(terminal, key, key.utf8.count)
    return milliseconds(from: start, to: waitUntilQuiet(milliseconds: 40))
  }

  /// Presses a key and says after how many milliseconds a text and all that follows it was drawn; `nil`
  /// where it never was.
  func press(_ key: String, until text: String) -> Double? {
    let start = ContinuousClock.now
    write(terminal, key, key.utf8.count)
    guard wait(for: text) else { return nil }
    return milliseconds(from: start, to: waitUntilQuiet(milliseconds: 20))
  }

  /// Waits until a text was drawn; fails when nothing more is.
  private func wait(for text: String) -> Bool {
    var shown: [UInt8] = []
    while let more = read(milliseconds: 3000) {
      shown += more
      if String(decoding: shown, as: UTF8.self).contains(text) { return true }
    }
    return false
  }

  /// The processor time that the monitor has had, in milliseconds.
  private var processorTime: Double {
    var clock = clockid_t()
    var time = timespec()
    guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else {
      return 0
    }
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// Reads until nothing has come for so long, and says when the last byte did.
  @discardableResult
  func waitUntilQuiet(milliseconds: Int32) -> ContinuousClock.Instant {
    var last = ContinuousClock.now
    while read(milliseconds: milliseconds) != nil { last = .now }
    return last
  }

  private func read(milliseconds: Int32) -> [UInt8]? {
    var poll = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, milliseconds) == 1 else { return nil }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(terminal, &bytes, bytes.count)
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  private func milliseconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Double {
    let (seconds, attoseconds) = start.duration(to: end).components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }
}

extension MonitorRun {
  /// Measures the screen of bytes: how soon it comes for a huge segment, and how soon it is redrawn.
  static func measure(_ options: Options) {
    print("The screen of bytes, 200x60, in a terminal, from a key to its last byte:")
    report("redraw of all bytes, \(Self.pages) pages on and back", goal: 4, redraws(options))
    report("first page of 1 TiB that is a hole, and its map", goal: 10, firstPages(options))
    print()
    fflush(nil)
  }

  private static let pages = 25

  private static func redraws(_ options: Options) -> [Double] {
    let contents = Contents(megabytes: 1)
    defer { contents.remove() }
    let run = MonitorRun(options, showing: contents.name)
    defer { run.end() }
    _ = run.press("x")
    // No refresh is to come between.
    _ = run.press("p")
    run.waitUntilQuiet(milliseconds: 300)
    let before = run.processorTime
    let times = ["\u{6}", "\u{2}"].flatMap { key in (0..<Self.pages).map { _ in run.press(key) } }
    let each = (run.processorTime - before) / Double(times.count)
    print("  processor time for one redraw and the reading after it: \(text(each)) ms")
    return times
  }

  private static func firstPages(_ options: Options) -> [Double] {
    let name = "bench_sparse"
    let file = open("/dev/shm/\(name)", O_CREAT | O_RDWR | O_EXCL, 0o600)
    guard file >= 0, ftruncate(file, 1 << 40) == 0 else { fail("/dev/shm") }
    defer {
      unlink("/dev/shm/\(name)")
      close(file)
    }
    let run = MonitorRun(options, showing: name)
    defer { run.end() }
    return (0..<21).compactMap { _ in
      defer {
        _ = run.press("\u{7f}")
        run.waitUntilQuiet(milliseconds: 100)
      }
      return run.press("x", until: "no memory behind it")
    }
  }

  private static func report(_ title: String, goal: Int, _ times: [Double]) {
    guard !times.isEmpty else { return print("  \(title): nothing was drawn") }
    let sorted = times.sorted()
    print(
      "  \(title): median \(text(sorted[sorted.count / 2])) ms, most \(text(sorted[sorted.count - 1])) ms,",
      "goal \(goal) ms")
  }

  private static func text(_ milliseconds: Double) -> String {
    let hundredths = Int((milliseconds * 100).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }
}
