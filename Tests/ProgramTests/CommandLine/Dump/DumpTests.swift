internal import Glibc
internal import TestSupport
internal import Testing

/// The bytes of POSIX segments, on a pipe.
@Suite("dump", .waits) struct DumpTests {
  private static let isInstalled =
    (try? Command.run(["hexdump", "--version"]))?.status == .exited(0)

  /// Bytes that differ from place to place.
  private func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
  }

  @Test(
    .enabled(if: isInstalled, "needs hexdump"),
    arguments: [
      [], ["-s", "5"], ["-s", "0x11", "-n", "100"], ["-n", "0"], ["-s", "16", "-n", "0"],
      ["-s", "300000"], ["-s", "300001"], ["-s", "299999"], ["-s", "1K", "-n", "64K"],
    ] as [[Argument]])
  func `is byte for byte what hexdump writes`(_ part: [Argument]) throws {
    let file = try TestSegment(size: 300_000, contents: bytes(5000))
    defer { file.remove() }
    let real = try Command.run(["hexdump", "-C"] + part + ["/dev/shm/\(file.name)"])
    let ours = try Command.run(
      ["\(Program.path())", "dump", "/\(file.name)"]
        + part.map {
          switch String(decoding: $0.bytes, as: UTF8.self) {
          case "-s": "--offset"
          case "-n": "--length"
          default: $0
          }
        })
    #expect(ours.status == .exited(0), "\(ours)")
    #expect(ours.text == real.text)
  }

  @Test func `raw is the bytes, and holes are zeros`() throws {
    let file = try TestSegment(size: 500_000, contents: bytes(5000))
    defer { file.remove() }
    let whole = try shmtop("dump", "--format", "raw", "\(file.name)")
    #expect(whole.status == .exited(0), "\(whole.errorText)")
    #expect(whole.output == bytes(5000) + Array(repeating: 0, count: 495_000))
    let part = try shmtop(
      "dump", "--format", "raw", "--offset", "0x10", "--length", "1K", "\(file.name)")
    #expect(part.output == Array(bytes(5000)[16..<1040]))
  }

  @Test func `of an empty segment is nothing`() throws {
    let file = try TestSegment(size: 0)
    defer { file.remove() }
    for format in ["hex", "raw"] as [Argument] {
      let outcome = try shmtop("dump", "--format", format, "\(file.name)")
      #expect(outcome.status == .exited(0))
      #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome)")
    }
  }

  @Test(arguments: ["4096", "4097", "1G", "0x7fffffffffffffff"] as [Argument])
  func `from past the end is empty, with a message`(_ offset: Argument) throws {
    let file = try TestSegment(size: 4096)
    defer { file.remove() }
    let raw = try shmtop("dump", "--format", "raw", "--offset", offset, "\(file.name)")
    #expect(raw.status == .exited(0))
    #expect(raw.output.isEmpty)
    #expect(raw.errorText.contains("past the end (4096 bytes)"), "\(raw)")
    let hex = try shmtop("dump", "--offset", offset, "\(file.name)")
    #expect(hex.status == .exited(0))
    #expect(hex.text == "00001000\n")
  }

  @Test(
    arguments: [
      "-1", "0x8000000000000000", "9223372036854775808", "18446744073709551616", "8E", "1x", "0x",
      "0x+1", "+1", "", "1.5",
    ])
  func `with an invalid offset is wrong usage`(_ number: String) throws {
    let file = try TestSegment()
    defer { file.remove() }
    for option in ["--offset", "--length"] {
      let outcome = try shmtop("dump", "\(option)=\(number)", "\(file.name)")
      #expect(outcome.status == .exited(64), "\(outcome)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test func `of a hole of a terabyte ends at once`() throws {
    let file = try TestSegment(size: 1 << 40)
    defer { file.remove() }
    let outcome = try shmtop("dump", "--offset", "8", "\(file.name)")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.lines.count == 4)
    #expect(outcome.lines.dropFirst().first == "*")
    #expect(outcome.lines.last == "10000000000")
  }

  @Test(arguments: ["hex", "raw"] as [Argument])
  func `into a closed pipe ends quietly`(_ format: Argument) throws {
    let file = try TestSegment(size: 1 << 22, contents: bytes(300_000))
    defer { file.remove() }
    let words = ["\(try Program.path())", "dump", "--format", format, "\(file.name)"] as [Argument]
    let closed = try Command.run(words, output: .closedPipe)
    #expect(closed.status == .exited(0))
    #expect(closed.errors.isEmpty, "\(closed)")
    let full = try Command.run(words, output: .file("/dev/full"))
    #expect(full.status == .exited(1))
    #expect(full.errorText.contains("standard output: No space left"), "\(full)")
  }

  @Test func `leaves no trace`() throws {
    try TestSegment.with(size: 1 << 28) { file in
      try file.write([1, 2, 3], at: 1 << 27)
      try file.makeOld()
      let before = try file.trace()
      #expect(try shmtop("dump", "\(file.name)").status == .exited(0))
      #expect(
        try shmtop("dump", "--format", "raw", "--length", "1M", "\(file.name)").status == .exited(0)
      )
      #expect(try file.trace() == before)
    }
  }

  @Test func `of a segment that shrinks keeps what was written, and says so`() throws {
    let file = try TestSegment(size: 1 << 20, contents: bytes(1 << 20))
    defer { file.remove() }
    let running = try RunningCommand(
      ["\(Program.path())", "dump", "--format", "raw", "\(file.name)"])
    #expect(truncate("/dev/shm/\(file.name)", 5000) == 0)
    let outcome = try running.finish()
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText.contains("it shrank meanwhile; only "), "\(outcome.errorText)")
    #expect(outcome.output.count >= 5000 && outcome.output.count < 1 << 20)
    #expect(outcome.output == Array(bytes(1 << 20).prefix(outcome.output.count)))
  }

  @Test func `of a segment that is removed is whole, and says so`() throws {
    let file = try TestSegment(size: 1 << 20, contents: bytes(1 << 20))
    defer { file.remove() }
    let running = try RunningCommand(
      ["\(Program.path())", "dump", "--format", "raw", "\(file.name)"])
    file.remove()
    let outcome = try running.finish()
    #expect(outcome.status == .exited(1))
    #expect(outcome.errorText.contains("it was removed meanwhile"), "\(outcome.errorText)")
    #expect(outcome.output == bytes(1 << 20))
  }
}
