internal import Glibc
internal import TestSupport
internal import Testing

@Suite("The bytes of a segment", .needsTmux, .waits) struct ContentsTests {
  @Test func `are shown as hex and text, and change as they change`() throws {
    let file = try TestSegment(size: 64, contents: Array("LiveBytes.".utf8))
    defer { file.remove() }
    let terminal = try Tmux.monitor("-d", "0.25")
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("x")
    try terminal.wait(for: "the bytes") { screen in
      screen.shows(hex: "4c 69 76 65") && screen.shows("LiveBytes.")
    }
    try file.write(Array("Others now".utf8))
    try terminal.wait(for: "the new bytes") { screen in
      screen.shows(hex: "4f 74 68 65") && screen.shows("Others now")
        && !screen.shows("LiveBytes")
    }
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { $0.marks(file.name) }
  }

  @Test func `are shown at their offsets to the end of the segment`() throws {
    let file = try TestSegment(size: 1 << 20)
    defer { file.remove() }
    let terminal = try Tmux.monitor()
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("x")
    try terminal.wait(for: "all of it") {
      $0.shows(hex: "000000  --") && $0.shows("*  1 MiB hole") && $0.shows(hex: "0ffff0  --")
    }
    try terminal.press("z")
    try terminal.wait(for: "the first rows") { $0.shows(hex: "000010") }
    try terminal.press("End")
    try terminal.wait(for: "the last row") { $0.shows(hex: "0ffff0") }
    try terminal.press("Home")
    try terminal.wait(for: "the first row") { $0.shows(hex: "000010") }
  }

  @Test func `are read without filling holes`() throws {
    let file = try TestSegment(size: 1 << 20)
    defer { file.remove() }
    let terminal = try Tmux.monitor("-d", "0.25")
    defer { terminal.end() }
    try terminal.select(file.name)
    try terminal.press("x")
    try terminal.wait(for: "the bytes and the map") {
      $0.shows(hex: "-- -- -- --") && $0.lines.contains { $0.text.hasPrefix("map \u{b7}\u{b7}") }
    }
    #expect(try allocatedBlocks(of: file) == 0)
  }

  @Test(.enabled(if: unattachedCanBeRead, "needs kernel.shm_rmid_forced=0"))
  func `that cannot be read without a trace are shown after a yes`() throws {
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let start = try segment.attach()
    for (place, byte) in "SysVBytes".utf8.enumerated() {
      start.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
    }
    shmdt(start)
    let terminal = try Tmux.monitor()
    defer { terminal.end() }
    let before = try status(of: segment)
    try terminal.select(segment)
    try terminal.press("x")
    try terminal.wait(for: "the question") { $0.shows("changes its times") && $0.shows("Esc") }
    try terminal.press("Escape")
    try terminal.wait(for: "the table") { !$0.shows("changes its times") }
    #expect(try status(of: segment) == before)
    try terminal.press("x")
    try terminal.wait(for: "the question") { $0.shows("changes its times") }
    try terminal.agree(to: "[ ")
    try terminal.wait(for: "the bytes") { $0.shows("SysVBytes") && $0.shows(hex: "53 79 73 56") }
    #expect(segment.exists)
  }

  private func allocatedBlocks(of file: TestSegment) throws -> Int {
    var status = stat()
    guard stat("/dev/shm/\(file.name)", &status) == 0 else { throw Failure(call: "stat") }
    return Int(status.st_blocks)
  }

  private func status(of segment: TestSystemVSegment) throws -> [Int] {
    var status = shmid_ds()
    guard shmctl(segment.number, IPC_STAT, &status) == 0 else { throw Failure(call: "shmctl") }
    return [Int(status.shm_atime), Int(status.shm_dtime), Int(status.shm_lpid)]
  }
}

/// Whether a System V segment outlives its last detachment here.
private let unattachedCanBeRead: Bool = {
  let file = open("/proc/sys/kernel/shm_rmid_forced", O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return false }
  defer { close(file) }
  var byte: UInt8 = 0
  return read(file, &byte, 1) == 1 && byte == UInt8(ascii: "0")
}()

extension Screen {
  /// Whether hexadecimal digits stand in one of the lines, large or small.
  fileprivate func shows(hex digits: String) -> Bool {
    lines.contains { $0.text.lowercased().contains(digits) }
  }
}
