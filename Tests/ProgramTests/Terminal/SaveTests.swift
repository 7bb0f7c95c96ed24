internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Bytes saved from the monitor", .needsTmux, .waits) struct SaveTests {
  private func save(_ terminal: Tmux, from: String, count: String, to name: String) throws {
    try terminal.press("w", "C-u")
    try terminal.type(from)
    try terminal.press("Enter", "C-u")
    try terminal.type(count)
    try terminal.press("Enter", "C-u")
    try terminal.type(name)
    try terminal.press("Enter")
  }

  @Test func `are byte for byte those of the range, and its holes are holes`() throws {
    let file = try TestSegment(size: 64 << 20)
    defer { file.remove() }
    let noise = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    try file.write(noise, at: 0x1800)
    try file.write(noise, at: 48 << 20)
    let terminal = try Tmux.bytes(of: file, columns: 120)
    defer { terminal.end() }
    try save(terminal, from: "0x1801", count: "60M", to: "copy x")
    try terminal.wait(for: "saved 62914560 bytes to copy x")
    let copy = try #require(terminal.folder.contents(of: "copy x"))
    #expect(copy.count == 60 << 20)
    #expect(copy.prefix(noise.count - 1).elementsEqual(noise.dropFirst()))
    let second = (48 << 20) - 0x1801
    #expect(copy[second..<(second + noise.count)].elementsEqual(noise))
    #expect(copy[(noise.count - 1)..<second].allSatisfy { $0 == 0 })
    #expect(copy[(second + noise.count)...].allSatisfy { $0 == 0 })
    var status = stat()
    #expect(stat("\(terminal.folder.path)/copy x", &status) == 0)
    #expect(status.st_blocks < 1 << 10)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `never take the place of a file that is there`() throws {
    let file = try TestSegment(size: 4096, contents: Array("Bytes".utf8))
    defer { file.remove() }
    let terminal = try Tmux.bytes(of: file, columns: 120)
    defer { terminal.end() }
    let before = try #require(terminal.folder.contents(of: "pid"))
    try save(terminal, from: "0", count: "5", to: "pid")
    try terminal.wait(for: "pid: already exists and was not changed")
    #expect(terminal.folder.contents(of: "pid") == before)
    try save(terminal, from: "0", count: "5", to: "no/such/folder")
    try terminal.wait(for: "no/such/folder: No such file or directory")
    try save(terminal, from: "0", count: "5", to: "good")
    try terminal.wait(for: "saved 5 bytes to good")
    #expect(terminal.folder.contents(of: "good") == Array("Bytes".utf8))
  }

  @Test func `get a plain file name, and the message says if the file is a segment`()
    throws
  {
    let file = try TestSegment(size: 4096, contents: Array("Bytes".utf8))
    defer { file.remove() }
    let terminal = try Tmux.bytes(of: file, columns: 120)
    defer { terminal.end() }
    try terminal.press("w", "Enter", "Enter", "Enter")
    try terminal.wait(for: "saved 4096 bytes")
    #expect(terminal.folder.contents(of: "\(file.name)-0x0.bin")?.count == 4096)
    let name = Unique.name()
    let segment = TestSegment(named: name)
    defer { segment.remove() }
    try save(terminal, from: "0", count: "5", to: "/dev/shm/\(name)")
    try terminal.wait(for: "which is itself a segment")
    #expect(segment.exists)
  }

  @Test func `that are stopped are kept as far as they were written`() throws {
    let file = try TestSegment(size: 64 << 20)
    defer { file.remove() }
    try file.fill(with: 0x41)
    let terminal = try Tmux.bytes(of: file, columns: 120)
    defer { terminal.end() }
    try terminal.press("w", "C-u")
    try terminal.type("0")
    try terminal.press("Enter", "Enter", "C-u")
    try terminal.type("copy")
    // Together, so that they are read at once.
    try terminal.press("Enter", "Escape")
    try terminal.wait(for: "the end of it") {
      $0.shows("stopped; ") || $0.shows("Operation canceled") || $0.marks(file.name)
    }
    #expect(terminal.folder.contents(of: "copy")?.allSatisfy { $0 == 0x41 } != false)
  }
}
