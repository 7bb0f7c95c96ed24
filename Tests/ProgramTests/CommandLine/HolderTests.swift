internal import Glibc
internal import TestSupport
internal import Testing

/// Who holds segments, as the program says.
@Suite("Holders", .waits) struct HolderTests {
  /// A process that has a file open, until `body` has run.
  private func withHolder(of file: TestSegment, _ body: (Int32) throws -> Void) throws {
    let output = try Pipe()
    defer { output.close() }
    let process = try Spawn(
      arguments: [
        "/bin/sh", "-c", "exec 9<\"$0\"; echo ready; exec sleep 1000",
        Argument(Array("/dev/shm/".utf8) + file.bytes),
      ],
      environment: Spawn.usualEnvironment,
      streams: [.null, .descriptor(output.writer), .null]
    ).start()
    defer {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    var answer: [UInt8] = []
    try Deadline.wait(for: "the holder") {
      answer += output.takeAll()
      return answer.contains(Array("ready".utf8))
    }
    // The shell says so before it becomes what it is to be.
    try Deadline.wait(for: "the sleep") {
      let name = try? String(
        decoding: Command.run(["cat", "/proc/\(process)/comm"]).output, as: UTF8.self)
      return name == "sleep\n"
    }
    try body(process)
  }

  @Test func `are named in a column and counted in JSON`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    try withHolder(of: file) { process in
      let listed = try shmtop("list", "-o", "ID,ATT,HOLDERS")
      #expect(listed.fields(of: "posix:/\(file.name)")?.last == "sleep(\(process))", "\(listed)")
      let segment = try #require(try document().segments.first { $0.name == "/\(file.name)" })
      let holder = try #require(segment.holders?.first)
      #expect(segment.holders?.count == 1)
      #expect(holder.pid == process)
      #expect(holder.command == "sleep")
      #expect(holder.attachments == 0)
      #expect(holder.descriptors == 1)
      #expect(!holder.writable)
      #expect((segment.attached ?? 0) == 0)
    }
    let segment = try #require(try document().segments.first { $0.name == "/\(file.name)" })
    #expect(segment.holders?.isEmpty == true)
  }
}
