internal import TestSupport

extension Tmux {
  /// A terminal with the monitor in it, started by a shell that stays when it has ended.
  ///
  /// Before it the shell writes `BEFORE`, and after it `ended-` and the status. The folder has
  /// the monitor's `pid`, and the terminal's modes `before` and `after`.
  static func monitor(
    columns: Int = 80, rows: Int = 24, environment: [String: String] = [:],
    _ arguments: Argument...
  ) throws -> Tmux {
    let script: Argument = """
      ulimit -c 0
      echo BEFORE
      stty -g >before
      sh -c 'echo $$ >pid; exec "$@"' sh "$@"
      status=$?
      stty -g >after
      echo ended-$status
      exec cat >/dev/null
      """
    return try Tmux(
      columns: columns, rows: rows, environment: environment, script: script, arguments)
  }

  /// A terminal with the monitor in it that shows the bytes of a segment.
  static func bytes(of file: TestSegment, columns: Int) throws -> Tmux {
    let terminal = try monitor(columns: columns, "-d", "0.25")
    do {
      try terminal.select(file.name)
      try terminal.press("x")
      try terminal.wait(for: "the bytes") { $0.shows("leaves no trace") }
    } catch {
      terminal.end()
      throw error
    }
    return terminal
  }

  /// A terminal with a shell that can stop and go on with programs; `$SHMTOP` is the monitor's path.
  static func shell(columns: Int = 80) throws -> Tmux {
    let terminal = try Tmux(
      columns: columns, environment: ["PS1": "ready> ", "SHMTOP": Program.path()],
      script: "ulimit -c 0; exec sh -im")
    do { try terminal.wait(for: "ready>") } catch {
      terminal.end()
      throw error
    }
    return terminal
  }

  /// Selects the row of a segment by searching for its name.
  func select(_ name: String) throws {
    try search(name)
    try wait(for: "the row of \(name)") { $0.marks(name) }
  }

  /// Selects the row of a System V segment.
  func select(_ segment: TestSystemVSegment) throws {
    try search("\(segment.number) 0x")
    // A long number leaves no room for the key.
    try wait(for: "the row of \(segment.id)") {
      $0.marks(" \(segment.number) ") || $0.marks(" \(segment.number)…")
    }
  }

  /// Presses a key of a question until the screen is as it shall be.
  ///
  /// A question ignores keys at first, and the first `y` after a change. On a busy machine the holders
  /// can change between the look at the screen and the key.
  func press(_ key: Argument, until what: String, isSo: (Screen) -> Bool) throws {
    var next = ContinuousClock.now
    try wait(for: what) { screen in
      if isSo(screen) { return true }
      if .now >= next {
        try press(key)
        next = .now + .milliseconds(500)
      }
      return false
    }
  }

  /// Answers the question on the screen, which shows one of these texts, with `y`.
  func agree(to texts: String...) throws {
    let texts = texts.isEmpty ? ["Keep it", "Keep them"] : texts
    try press("y", until: "the question to go") { screen in
      !texts.contains { screen.shows($0) }
    }
  }

  /// Searches for a part of a name that may be too long for the screen.
  func search(_ text: String) throws {
    try wait(for: "NAME")
    try press("/")
    try type(text)
    try press("Enter")
  }

  /// The process of the monitor.
  func process() throws -> Int32 {
    let pid = Deadline.poll {
      folder.contents(of: "pid").flatMap { bytes in
        bytes.last == UInt8(ascii: "\n")
          ? Int32(String(decoding: bytes.dropLast(), as: UTF8.self)) : nil
      }
    }
    guard let pid else { throw Failure("the monitor did not start\n\(try screen())") }
    return pid
  }
}
