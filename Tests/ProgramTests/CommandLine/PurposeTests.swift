import ArgumentParser
import Kernel
import Testing

@testable import shmtop

@Suite("What a command uses of the capabilities of the program's file") struct PurposeTests {
  private func purposes(_ arguments: String...) throws -> FileCapabilities.Purposes? {
    (try Shmtop.parseAsRoot(arguments) as? any SegmentCommand)?.purposes
  }

  @Test func `commands that only look use none that removes`() throws {
    for command in ["list", "summary", "metrics", "events"] {
      #expect(try purposes(command) == .reading, "\(command)")
    }
    #expect(try purposes("show", "a") == .reading)
    #expect(try purposes("dump", "a") == .reading)
    #expect(try purposes("wait", "a", "--for", "gone") == .reading)
    #expect(try purposes("monitor", "--once") == .reading)
  }

  @Test func `a removal uses those that remove, unless it is read-only`() throws {
    #expect(try purposes("rm", "a") == [.reading, .removing])
    #expect(try purposes("rm", "--orphans") == [.reading, .removing])
    #expect(try purposes("rm", "--read-only", "a") == .reading)
    #expect(try purposes("monitor", "--read-only") == .reading)
  }

  @Test func `changes find their segment with those that read, and are made without any`() throws {
    #expect(try purposes("resize", "a", "1") == .reading)
    #expect(try purposes("set", "a", "--mode", "600") == .reading)
    #expect(try purposes("lock", "a") == .reading)
    #expect(try purposes("unlock", "a") == .reading)
  }

  @Test func `restoring, creating and help use none`() throws {
    #expect(try purposes("create", "/a", "--size", "1") == nil)
    #expect(try purposes("restore", "a.json") == nil)
    #expect(try purposes("write", "a", "--offset", "0", "--text", "a") == nil)
    #expect(try purposes("hold", "a") == nil)
    #expect(try purposes("help", "list") == nil)
  }
}
