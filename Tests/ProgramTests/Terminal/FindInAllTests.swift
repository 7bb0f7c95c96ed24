internal import TestSupport
internal import Testing

@Suite("Searching and comparing segments", .needsTmux, .waits) struct FindInAllTests {
  @Test func `a text is found in all segments, and n goes on to the next`() throws {
    // A text that no other segment of the host contains.
    let needle = "Needle\(Unique.name())"
    let one = try TestSegment(size: 4096, contents: Array("...\(needle)".utf8))
    defer { one.remove() }
    let other = try TestSegment(size: 1 << 20)
    defer { other.remove() }
    try other.write(Array(needle.utf8), at: 0x8000)
    let terminal = try Tmux.monitor(columns: 100)
    defer { terminal.end() }
    try terminal.wait(for: "NAME")
    try terminal.press("*")
    try terminal.type(needle)
    try terminal.press("Enter")
    try terminal.wait(for: "2 hits")
    try terminal.press("Enter")
    try terminal.wait(for: "the first hit") { $0.shows("leaves no trace") }
    try terminal.press("n")
    try terminal.wait(for: "hit 2 of 2")
    try terminal.press("n")
    try terminal.wait(for: "hit 1 of 2, wrapped")
    try terminal.press("Escape")
    try terminal.wait(for: "2 hits")
  }

  @Test func `strings are listed, and Enter goes to their bytes`() throws {
    let file = try TestSegment(size: 1 << 40)
    defer { file.remove() }
    try file.write(Array("first text".utf8), at: 0x100)
    try file.write(Array("last text".utf8), at: 0xff_ffff_f000)
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("\"")
    try terminal.wait(for: "both") { $0.shows("first text") && $0.shows("last text") }
    try terminal.press("End", "Enter")
    try terminal.wait(for: "its bytes") { $0.shows("at 0xfffffff000,") }
    #expect(try file.blocks() == 16)
  }

  @Test func `a segment is compared with a file that w wrote`() throws {
    let file = try TestSegment(size: 8192, contents: Array("same bytes".utf8))
    defer { file.remove() }
    let terminal = try Tmux.bytes(of: file, columns: 100)
    defer { terminal.end() }
    try terminal.press("w", "Enter", "Enter", "C-u")
    try terminal.type("copy-0x0.bin")
    try terminal.press("Enter")
    try terminal.wait(for: "saved")
    try file.write(Array("!".utf8), at: 0x1234)
    try terminal.press("=", "f")
    try terminal.type("copy-0x0.bin")
    try terminal.press("Enter")
    try terminal.wait(for: "1 byte differs from copy-0x0.bin")
    try terminal.press("}")
    try terminal.wait(for: "the difference") { $0.shows("at 0x1234,") }
    try terminal.press("Escape")
    try terminal.wait(for: "the bytes alone") { !$0.shows("differs from") }
  }
}
