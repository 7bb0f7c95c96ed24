import CBench
import Glibc

/// A program in a terminal of its own, whose keys are pressed here: the monitor, or what it is
/// compared with.
struct MonitorRun {
  private let process: pid_t
  private let terminal: Int32

  private static let (columns, rows) = (UInt16(200), UInt16(60))

  /// Starts the monitor on a screen of 200 columns and 60 rows, with the segments of one name.
  init(_ options: Options, showing name: String) {
    let line = [options.shmtop, "--name", name]
    var words = line.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var terminal: Int32 = -1
    process = cbench_start_in_terminal(&words, Self.columns, Self.rows, &terminal)
    guard process > 0 else { fail(options.shmtop) }
    self.terminal = terminal
    guard wait(for: name) else { fail(options.shmtop) }
    waitUntilQuiet(milliseconds: 300)
  }

  /// Starts what only puts the cells of so many rows of bytes, on a screen of the same size.
  init(puttingRowsOfBytes count: UInt16) {
    var terminal: Int32 = -1
    process = cbench_start_plain_screen(Self.columns, Self.rows, count, &terminal)
    guard process > 0 else { fail("forkpty") }
    self.terminal = terminal
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
  var processorTime: Double {
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
