import Glibc

extension MonitorRun {
  /// Measures the screen of bytes: how soon it comes for a huge segment, and how soon it is redrawn.
  static func measureBytes(_ options: Options) {
    // Where glyphs are characters of more than one byte.
    setenv("LC_ALL", "C.UTF-8", 1)
    defer { setenv("LC_ALL", "C", 1) }
    print("The screen of bytes, 200x60, in a terminal, from a key to its last byte:")
    report("redraw of all bytes, \(Self.pages) pages on and back", goal: 4, redraws(options))
    report("the same cells by ncurses alone", floor())
    report("first page of 1 TiB that is a hole, and its map", goal: 10, firstPages(options))
    print()
    fflush(nil)
  }

  private static let pages = 25
  /// As many rows of bytes as the monitor has room for.
  private static let rowsOfBytes: UInt16 = 51

  private static func redraws(_ options: Options) -> [Double] {
    let contents = Contents(megabytes: 1)
    defer { contents.remove() }
    let run = MonitorRun(options, showing: contents.name)
    defer { run.end() }
    _ = run.press("x")
    // No refresh is to come between.
    _ = run.press("p")
    run.waitUntilQuiet(milliseconds: 300)
    return run.turnPages("one redraw and the reading after it")
  }

  /// What no program with ncurses does in less.
  private static func floor() -> [Double] {
    let run = MonitorRun(puttingRowsOfBytes: rowsOfBytes)
    defer { run.end() }
    return run.turnPages("putting the cells")
  }

  private func turnPages(_ what: String) -> [Double] {
    let before = processorTime
    let times = ["\u{6}", "\u{2}"].flatMap { key in (0..<Self.pages).map { _ in press(key) } }
    let each = (processorTime - before) / Double(times.count)
    print("  processor time for \(what): \(Self.text(each)) ms")
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
}
