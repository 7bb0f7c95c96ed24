import CBench
import Glibc

/// A program in a terminal of its own, whose keys are pressed here: the monitor, or what it is
/// compared with.
struct MonitorRun {
  let process: pid_t
  private let terminal: Int32

  private static let (columns, rows) = (UInt16(200), UInt16(60))

  /// Starts the monitor with the segments of one name.
  init(_ options: Options, showing name: String) {
    self.init([options.shmtop, "--name", name], until: name)
    waitUntilQuiet(milliseconds: 300)
  }

  /// Starts a program on a screen of 200 columns and 60 rows, and waits until a text is on it.
  init(_ line: [String], until text: String) {
    var words = line.map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var terminal: Int32 = -1
    process = cbench_start_in_terminal(&words, Self.columns, Self.rows, &terminal)
    guard process > 0 else { fail(line[0]) }
    self.terminal = terminal
    guard wait(.seconds(10), until: { $0.contains(text) }) else { fail(line[0]) }
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
    press(key, quiet: 20) { $0.contains(text) }
  }

  /// Presses a key and says when the last byte came of the frame that fits; `nil` where none does in time.
  ///
  /// The frame is over after so many milliseconds without a byte, or when a refresh draws the clock in the
  /// first line, as frames are drawn from top to bottom.
  func press(_ key: String, quiet: Int32, until fits: (String) -> Bool) -> Double? {
    let start = ContinuousClock.now
    write(terminal, key, key.utf8.count)
    guard wait(.seconds(3), until: fits) else { return nil }
    var last = ContinuousClock.now
    while let more = read(milliseconds: quiet), !Self.isInFirstLine(more) { last = .now }
    return milliseconds(from: start, to: last)
  }

  /// Whether the cursor is placed in the first line: `ESC [ 1 ; 38 H`.
  private static func isInFirstLine(_ bytes: [UInt8]) -> Bool {
    let pieces = String(decoding: bytes, as: UTF8.self).split(
      separator: "\u{1b}[1;", omittingEmptySubsequences: false)
    return pieces.dropFirst().contains { $0.drop(while: \.isNumber).first == "H" }
  }

  /// Waits until what was drawn meanwhile fits; fails after this long, or when nothing more is drawn.
  private func wait(_ patience: Duration, until fits: (String) -> Bool) -> Bool {
    let deadline = ContinuousClock.now + patience
    var shown: [UInt8] = []
    while ContinuousClock.now < deadline, let more = read(milliseconds: 3000) {
      shown += more
      if fits(String(decoding: shown, as: UTF8.self)) { return true }
    }
    return false
  }

  /// Reads what programs draw for so long, so that none of them waits for its terminal.
  static func watch(_ runs: [MonitorRun], milliseconds: Int) {
    let end = ContinuousClock.now + .milliseconds(milliseconds)
    var files = runs.map { pollfd(fd: $0.terminal, events: Int16(POLLIN), revents: 0) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while ContinuousClock.now < end {
      let left = runs[0].milliseconds(from: .now, to: end)
      guard Glibc.poll(&files, nfds_t(files.count), Int32(left) + 1) > 0 else { continue }
      for file in files where file.revents != 0 {
        guard Glibc.read(file.fd, &bytes, bytes.count) > 0 else { fail("a program that has ended") }
      }
    }
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

  func milliseconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Double {
    let (seconds, attoseconds) = start.duration(to: end).components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }
}
