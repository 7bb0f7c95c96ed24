import CTestSupport
import Glibc
import Kernel
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory

@Suite("The kernel's answer", .enabled(if: FileLease.areReliable, "needs leases"))
struct LeaseProbeTests {
  private func isHeld(_ file: TestSegment) throws -> Bool? { try isHeld(file.segment()) }

  private func isHeld(_ segment: Segment) throws -> Bool? {
    let probe = try #require(LeaseProbe())
    defer { probe.close() }
    let name = try #require(segment.name)
    return probe.areHeld([LeaseProbe.Question(name, try #require(segment.file))])[0]
  }

  @Test func `is no for a file that nothing has open`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    #expect(try isHeld(file) == false)
  }

  @Test func `is not known if this process has the file open`() throws {
    let answer = try TestSegment.with { file in try isHeld(file) }
    #expect(answer == nil)
  }

  @Test(arguments: [.descriptor, .mapping, .privateMapping] as [HoldingChild.How])
  func `is yes for a file that a process holds`(_ how: HoldingChild.How) throws {
    let file = try TestSegment(size: 3 * 4096)
    defer { file.remove() }
    let segment = try file.segment()
    let answer = try HoldingChild.with(how, of: file.path.string) { _ in try isHeld(segment) }
    #expect(answer == true)
    #expect(try isHeld(segment) == false)
  }

  @Test func `is yes for a file on which another process has a lease`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    let answer = try HoldingChild.with(.lease, of: file.path.string) { _ in try isHeld(segment) }
    #expect(answer == true)
  }

  @Test func `is yes for a descriptor in flight, which no process has open`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    var sockets: [Int32] = [0, 0]
    try checked { socketpair(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0, &sockets) }
    defer { sockets.forEach { close($0) } }
    let descriptor = try file.open()
    try checked { ctest_send_file(sockets[0], descriptor) }
    close(descriptor)
    #expect(try isHeld(file) == true)
  }

  @Test func `is not known if the name is another file's by now`() throws {
    let file = try TestSegment()
    let segment = try file.segment()
    file.remove()
    #expect(try isHeld(segment) == nil)
    let new = try TestSegment(file.name)
    defer { new.remove() }
    #expect(try isHeld(segment) == nil)
  }

  @Test(.needs(.setUserID)) func `is not known to a user who does not own the file`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    let answer = try OtherUser.perform { try isHeld(segment) }
    #expect(answer == nil)
  }

  @Test func `changes no time of the file`() throws {
    let file = try TestSegment(contents: [1])
    defer { file.remove() }
    try file.makeOld()
    let segment = try file.segment()
    let before = try file.trace()
    for _ in 0..<100 { _ = try isHeld(segment) }
    #expect(try file.trace() == before)
  }

  @Test func `lets others open the file at the same time, and survives their signal`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let segment = try file.segment()
    let probe = try #require(LeaseProbe())
    defer { probe.close() }
    let question = LeaseProbe.Question(
      try #require(segment.name), try #require(segment.file))
    // Its last open that fails ends it.
    let script = "while : <\(file.path.string); do :; done; exit 1"
    let opener = try Spawn(
      arguments: ["/bin/sh", "-c", Argument(Array(script.utf8))],
      environment: Spawn.usualEnvironment, streams: []
    ).start()
    defer {
      kill(opener, SIGKILL)
      waitpid(opener, nil, 0)
    }
    for _ in 0..<500 { _ = probe.areHeld([question]) }
    #expect(waitpid(opener, nil, WNOHANG) == 0, "every open succeeded")
  }
}
