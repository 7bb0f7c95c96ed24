import Glibc

/// The table, as it stands in a terminal all day.
extension MonitorRun {
  /// Measures how often the monitor wakes up while nothing happens, and htop at the same time.
  static func measureRest(_ options: Options) {
    title("The monitor beside htop, at rest, for \(options.seconds) s")
    let own = MonitorRun([options.shmtop], until: heading)
    defer { own.end() }
    let other = hasHtop ? MonitorRun(["htop"], until: "PID") : nil
    defer { other?.end() }
    let runs = [own] + (other.map { [$0] } ?? [])
    let rests = rest(runs, options)
    report("wake-ups of shmtop", "\(text(rests[0].sleeps)) a second, goal 1.20")
    report("wake-ups of htop", rests.count > 1 ? "\(text(rests[1].sleeps)) a second" : "no htop")
    report("processor time of shmtop", "\(text(rests[0].percent)) %, goal less than htop's")
    report("processor time of htop", rests.count > 1 ? "\(text(rests[1].percent)) %" : "no htop")
    close()
  }

  /// Measures processor time and memory with a refresh each second, and keys meanwhile.
  ///
  /// Segments that have just been made are watched again when they are older.
  static func measureLoad(_ what: String, _ options: Options, isGrown: Bool) {
    title("The monitor with \(what), a refresh each second")
    let start = ContinuousClock.now
    let run = MonitorRun([options.shmtop, "-d", "1"], until: heading)
    defer { run.end() }
    run.reportRest(isGrown ? ", segments younger than a minute" : "", options)
    run.reportKeys(options, goal: 16)
    run.reportLetters(options)
    if isGrown {
      watch(
        [run],
        milliseconds: max(0, options.age * 1000 - Int(run.milliseconds(from: start, to: .now))))
      run.reportRest(", segments older than \(options.age) s", options)
    }
    close()
  }

  /// Measures keys alone.
  static func measureKeys(_ what: String, _ options: Options, goal: Int) {
    title("The monitor with \(what), a refresh each second")
    let run = MonitorRun([options.shmtop, "-d", "1"], until: heading)
    defer { run.end() }
    watch([run], milliseconds: 1000)
    run.reportKeys(options, goal: goal)
    close()
  }

  /// A column of the table, which is on the screen as soon as there are rows.
  private static let heading = "KIND"

  private static func title(_ text: String) {
    // Where glyphs are characters of more than one byte.
    setenv("LC_ALL", "C.UTF-8", 1)
    print("\(text), load average \(loadAverage):")
  }

  private static func close() {
    setenv("LC_ALL", "C", 1)
    print()
    fflush(nil)
  }

  private static var hasHtop: Bool {
    ["/usr/bin", "/usr/local/bin"].contains { (directory: String) in
      access("\(directory)/htop", X_OK) == 0
    }
  }

  private static func report(_ title: String, _ text: String) { print("  \(title): \(text)") }

  // MARK: Rest

  /// What a program does in a second without keys.
  private struct Rest {
    var sleeps: Double
    /// Processor time in percent of one processor.
    var percent: Double
  }

  /// Leaves programs alone for the seconds of the options, after a quarter of them for what comes first.
  private static func rest(_ runs: [MonitorRun], _ options: Options) -> [Rest] {
    watch(runs, milliseconds: options.seconds * 250)
    let before = runs.map { ($0.sleeps, $0.processorTime, ContinuousClock.now) }
    watch(runs, milliseconds: options.seconds * 1000)
    return zip(runs, before).map { run, before in
      let time = run.milliseconds(from: before.2, to: .now)
      let sleeps = run.sleeps.reduce(0) { $0 + $1.value - (before.0[$1.key] ?? 0) }
      return Rest(
        sleeps: Double(sleeps) / time * 1000, percent: (run.processorTime - before.1) / time * 100)
    }
  }

  private func reportRest(_ when: String, _ options: Options) {
    let rest = Self.rest([self], options)[0]
    let memory = memory
    Self.report("processor time\(when)", "\(Self.text(rest.percent)) %, goal 15 %")
    Self.report(
      "memory\(when)",
      "\((memory.now + 500_000) / 1_000_000) MB, most \((memory.most + 500_000) / 1_000_000) MB,"
        + " goal 130 MB")
  }

  // MARK: Keys

  private func reportKeys(_ options: Options, goal: Int) {
    let half = max(1, options.presses / 2)
    // Away from the first rows, where other programs' segments come and go.
    _ = press("\u{6}")
    let times = ["j", "k"].flatMap { key in
      (0..<half).compactMap { index in
        pause(index)
        // The heading of the details beside the table, which is underlined: a refresh does not change it.
        return press(key, quiet: 8) { $0.contains("\u{1b}[0;4m") }
      }
    }
    Self.report("j and k, from a key to its last byte", goal: goal, hasTail: true, times)
  }

  private func reportLetters(_ options: Options) {
    // A character of the POSIX names alone, which come late, and one of no name.
    for (letter, what) in [("_", "finds a row"), ("@", "finds none")] {
      let times = typed(letter, into: "/", options) {
        Self.drawn($0).hasSuffix(letter) || $0.contains("not found")
      }
      Self.report("a letter in / that \(what)", goal: 16, hasTail: true, times)
    }
    let echoes = typed("_", into: "f", options, quiet: 1) { Self.drawn($0).hasSuffix("_") }
    Self.report("a letter in f, until it is in the prompt", goal: 16, hasTail: true, echoes)
    // The line with the number of rows comes with the rows, and moves the headings.
    let rows = typed("_", into: "f", options, undone: "KIND  OWNER") { $0.contains("filter ") }
    Self.report("a letter in f, until the rows are filtered", goal: 16, hasTail: true, rows)
  }

  /// Types a letter into a prompt and deletes it, again and again; `undone` is drawn as soon as it has no
  /// effect any more.
  private func typed(
    _ letter: String, into prompt: String, _ options: Options, quiet: Int32 = 8,
    undone: String = "", until fits: (String) -> Bool
  ) -> [Double] {
    _ = press(prompt)
    let times = (0..<options.presses).compactMap { index in
      pause(index)
      defer {
        _ = press("\u{7f}", quiet: 30) { undone.isEmpty || $0.contains(undone) }
      }
      return press(letter, quiet: quiet, until: fits)
    }
    _ = press("\u{1b}")
    return times
  }

  /// Waits for a time that differs from key to key, so that keys come at any moment of a refresh.
  private func pause(_ index: Int) {
    Self.watch([self], milliseconds: 10 + index * 37 % 60)
  }

  /// What was drawn, without the sequences that place the cursor and choose colours.
  private static func drawn(_ text: String) -> String {
    var drawn = ""
    var sequence: String?
    for character in text.unicodeScalars {
      if character == "\u{1b}" {
        sequence = ""
      } else if let start = sequence {
        let isOpen =
          start.isEmpty ? character == "[" || character == "(" : !character.properties.isAlphabetic
        sequence = isOpen ? start + String(character) : nil
      } else if character.value >= 0x20 {
        drawn.unicodeScalars.append(character)
      }
    }
    return drawn
  }
}
