internal import TestSupport
internal import Testing

@Suite("A crash", .waits) struct CrashTests {
  @Test func `runs nothing: no signal of a crash has a handler`() throws {
    let file = try TestSegment(size: 1 << 20, contents: [UInt8](repeating: 7, count: 1 << 20))
    let folder = try Folder()
    defer {
      file.remove()
      folder.remove()
    }
    // It waits while the pipe is full.
    let outcome = try Command.run([
      "sh", "-c",
      """
      mkfifo "$2/pipe"; SWIFT_BACKTRACE=enable=yes "$0" dump --format raw "$1" >"$2/pipe" & exec 3<"$2/pipe"
      head -c 1 <&3 >"$2/byte"; grep SigCgt /proc/$!/status | tr '\\t' ' '; exec 3<&-; wait
      """, "\(Program.path())", "\(file.name)", "\(folder.path)",
    ])
    let mask = try #require(outcome.fields(of: "SigCgt:")?.last.flatMap { UInt64($0, radix: 16) })
    for signal in [3, 4, 5, 6, 7, 8, 11] {
      #expect(mask >> (signal - 1) & 1 == 0, "\(signal): \(outcome)")
    }
  }
}
