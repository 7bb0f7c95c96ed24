internal import Glibc
internal import TestSupport
internal import Testing

@Suite("Another user", .needs(.setUserID), .waits) struct OtherUserTests {
  @Test func `cannot remove root's segments, and the message names the owner`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let outcome = try program.run("rm", "--yes", "/\(file.name)", "\(segment.id)")
    #expect(outcome.status == .exited(1), "\(outcome)")
    #expect(outcome.output.isEmpty)
    for id in ["posix:/\(file.name)", segment.id] {
      let line = outcome.errorText.split(separator: "\n").first { $0.contains("\(id): ") }
      #expect(line?.contains("root") == true, "\(outcome)")
      #expect(line?.contains("not permitted") == true, "\(outcome)")
    }
    #expect(file.exists)
    #expect(segment.exists)
  }

  @Test func `is told how many processes could not be read`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let document = try document(program.run("list", "--json"))
    #expect(document.complete == false)
    #expect(document.unreadable_processes ?? 0 > 0)
    #expect(document.unreadable_processes ?? 0 <= document.processes ?? 0)
  }

  @Test func `can assume that unread processes hold nothing, and the verdict says so`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let doubted = try program.run("list", "-o", "ID,STATE", "--name", "\(file.name)")
    #expect(doubted.fields(of: "posix:/\(file.name)")?.last == "unknown", "\(doubted)")
    let cleared = try program.run(
      "list", "-J", "--name", "\(file.name)", "--assume-clear", "root", "--assume-clear=outside")
    #expect(cleared.text.contains("--assume-clear root"), "\(cleared)")
  }

  @Test func `sees root's segments in the list`() throws {
    let program = try ReachableProgram()
    defer { program.remove() }
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try TestSystemVSegment()
    defer { segment.remove() }
    let outcome = try program.run("list")
    #expect(outcome.status == .exited(0), "\(outcome)")
    #expect(outcome.fields(of: "/\(file.name)")?.contains("root") == true, "\(outcome)")
    #expect(outcome.fields(of: "\(segment.number)")?.contains("root") == true)
  }
}
