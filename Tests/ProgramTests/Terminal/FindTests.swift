internal import Glibc
internal import TestSupport
internal import Testing

@Suite("A search in the bytes of a segment", .needsTmux, .waits) struct FindTests {
  /// A sparse terabyte with some bytes at two places.
  private func terabyte(_ bytes: [UInt8], at places: [Int]) throws -> TestSegment {
    let file = try TestSegment(size: 1 << 40)
    do { for place in places { try file.write(bytes, at: place) } } catch {
      file.remove()
      throw error
    }
    return file
  }

  @Test func `finds the end of a sparse terabyte, forward, backward and wrapping`() throws {
    let places = [0x1234, 0xff_ffff_f000]
    let file = try terabyte(Array("NeedleHere".utf8), at: places)
    defer { file.remove() }
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("/")
    try terminal.type("4e \"eedle\"")
    try terminal.press("Enter")
    try terminal.wait(for: "the first") { $0.shows("at 0x1234,") && $0.shows("[4e 65") }
    try terminal.press("n")
    try terminal.wait(for: "the last") {
      $0.shows("at 0xfffffff000,") && $0.shows("6c 65]48") && $0.shows("NeedleHere")
    }
    try terminal.press("n")
    try terminal.wait(for: "the first again") {
      $0.shows("at 0x1234,") && $0.shows("search wrapped to the start")
    }
    try terminal.press("N")
    try terminal.wait(for: "the last again") {
      $0.shows("at 0xfffffff000,") && $0.shows("search wrapped to the end")
    }
    try terminal.press("N")
    try terminal.wait(for: "the first again") { $0.shows("at 0x1234,") }
    #expect(try file.blocks() == 16)
  }

  @Test func `finds text in any case, or in the typed case`() throws {
    let file = try TestSegment(size: 1 << 20, contents: Array("..Straße and STRASSE".utf8))
    defer { file.remove() }
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("Tab")
    try terminal.wait(for: "text side")
    for (text, place) in [("strasse", "0xe"), ("Stra", "0x2"), ("straß", "0x2")] {
      try terminal.press("Home", "/")
      try terminal.type(text)
      try terminal.press("Enter")
      try terminal.wait(for: "'\(text)' at \(place)") { $0.shows("at \(place),") }
    }
    try terminal.press("/")
    try terminal.type("strasse")
    try terminal.press("C-t")
    try terminal.wait(for: "find text, match case: strasse")
    try terminal.press("Enter")
    try terminal.wait(for: "not found")
    try terminal.press("/", "Tab")
    try terminal.type("zz")
    try terminal.press("Enter")
    try terminal.wait(for: "'zz' is not hexadecimal")
    try terminal.press("Escape")
    try terminal.wait(for: "the keys") { $0.shows("? help") }
  }

  @Test func `is stopped by Esc, and only the next Esc closes the screen`() throws {
    let file = try TestSegment(size: 64 << 20)
    defer { file.remove() }
    try file.fill(with: 0x41)
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("/")
    try terminal.type(Self.slowPattern)
    try terminal.press("Enter")
    try terminal.wait(for: "searching ")
    try terminal.press("Down")
    try terminal.wait(for: "the screen to be usable") { $0.shows("at 0x10,") }
    try terminal.press("Escape")
    try terminal.wait(for: "the search was stopped")
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { $0.marks(file.name) }
  }

  @Test func `closes a segment that is removed meanwhile`() throws {
    let file = try TestSegment(size: 64 << 20)
    defer { file.remove() }
    try file.fill(with: 0x41)
    let descriptor = try file.open()
    defer { close(descriptor) }
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("/")
    try terminal.type(Self.slowPattern)
    try terminal.press("Enter")
    try terminal.wait(for: "searching ")
    file.remove()
    try terminal.wait(for: "the last bytes seen") { $0.shows("gone") }
    try Deadline.wait(for: "the monitor to let go") {
      try !holds(terminal.process(), descriptor)
    }
  }

  @Test func `closes the segment during a stop`() throws {
    let file = try TestSegment(size: 64 << 20)
    defer { file.remove() }
    try file.fill(with: 0x41)
    let descriptor = try file.open()
    defer { close(descriptor) }
    let terminal = try Tmux.shell(columns: 100)
    defer { terminal.end() }
    try terminal.type("sh -c 'echo $$ >pid; exec \"$SHMTOP\"'\n")
    try terminal.select(file.name)
    try terminal.press("x")
    try terminal.wait(for: "the bytes") { $0.shows("leaves no trace") }
    #expect(try holds(terminal.process(), descriptor))
    try terminal.press("/")
    try terminal.type(Self.slowPattern)
    try terminal.press("Enter")
    try terminal.wait(for: "searching ")
    try terminal.press("C-z")
    try terminal.wait(for: "Stopped")
    try Deadline.wait(for: "the segment to be closed") {
      try !holds(terminal.process(), descriptor)
    }
    try terminal.type("fg\n")
    try terminal.wait(for: "the end of the search") {
      $0.shows("leaves no trace") && $0.shows("? help")
    }
    try terminal.press("q")
    try terminal.wait(for: "ready>")
  }

  @Test func `a stop waits for the thread that reads the segment`() throws {
    let file = try TestSegment(size: 128 << 20)
    defer { file.remove() }
    // Equal rows with memory behind them: much is read for each picture.
    try file.fill(with: 0x41)
    let descriptor = try file.open()
    defer { close(descriptor) }
    let terminal = try Tmux.shell(columns: 100)
    defer { terminal.end() }
    try terminal.type("sh -c 'echo $$ >pid; exec \"$SHMTOP\"'\n")
    try terminal.select(file.name)
    try terminal.press("x")
    for round in 1...5 {
      try terminal.wait(for: "the bytes") { $0.shows("leaves no trace") }
      #expect(try holds(terminal.process(), descriptor))
      try terminal.press("End", "Home", "End", "C-z")
      try terminal.wait(for: "Stopped")
      #expect(try !holds(terminal.process(), descriptor), "round \(round)")
      try terminal.type("clear; fg\n")
    }
    try terminal.wait(for: "the bytes") { $0.shows("leaves no trace") }
    try terminal.press("q")
    try terminal.wait(for: "ready>")
  }

  @Test func `bookmarks are kept when the hex screen is closed and opened again`() throws {
    let file = try TestSegment(size: 1 << 20, contents: Array("Bookmarked".utf8))
    defer { file.remove() }
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("b", "End", "b", "Escape")
    try terminal.wait(for: "the table") { $0.marks(file.name) }
    try terminal.press("x")
    try terminal.wait(for: "the mark") { $0.shows("000000▸") }
    try terminal.press("B")
    try terminal.wait(for: "the list") { $0.marks("00000000  Bookmarked") && $0.shows("000fffff") }
    try terminal.press("Down", "Enter")
    try terminal.wait(for: "the last byte") { $0.shows("at 0xfffff,") }
  }

  /// What nearly begins at every byte of nothing but A: looking for it takes a while.
  private static let slowPattern = "\"" + String(repeating: "A", count: 20) + "\" 00"

  /// Whether a process has what a descriptor of the test stands for open.
  private func holds(_ process: Int32, _ descriptor: Int32) throws -> Bool {
    var own = stat()
    guard fstat(descriptor, &own) == 0 else { throw Failure(call: "fstat") }
    return (0..<256).contains { number in
      var other = stat()
      return stat("/proc/\(process)/fd/\(number)", &other) == 0 && other.st_ino == own.st_ino
        && other.st_dev == own.st_dev
    }
  }
}
