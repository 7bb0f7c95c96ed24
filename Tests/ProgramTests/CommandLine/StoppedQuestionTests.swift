import SystemPackage
import CTestSupport
import Glibc
import Kernel
import TestSupport
import Testing

@Suite(
  "A stop signal while the kernel is asked", .enabled(if: FileLease.areReliable, "needs leases"))
struct StoppedQuestionTests {
  /// The library sends SIGSTOP as soon as a lease is taken, which is the worst moment.
  @Test func `leaves no lease behind that others would wait for`() throws {
    let file = try TestSegment()
    defer { file.remove() }
    let program = try Program.path()
    let library = program.dropLast("shmtop".count) + "libshmfault.so"
    let listing = try Spawn(
      arguments: [Argument(Array(program.utf8)), "list", "--name", "\(file.name)"],
      environment: Spawn.usualEnvironment.merging([
        "LD_PRELOAD": String(library), "FAULT_STOP_AT_LEASE": "1",
      ]) { $1 },
      streams: [.null, .null, .null]
    ).start()
    var stops = 0
    var status: Int32 = 0
    while waitpid(listing, &status, WUNTRACED) == listing, WaitStatus.isStop(status) {
      stops += 1
      // With a lease on the file this would fail with EWOULDBLOCK.
      let opened = open(file.path.string, O_RDONLY | O_NONBLOCK)
      #expect(opened >= 0)
      close(opened)
      kill(listing, SIGCONT)
    }
    #expect(WaitStatus(status) == .exited(0))
    // The first lease is taken on a file of the program's own.
    #expect(stops >= 2)
  }
}

extension WaitStatus {
  /// Whether a process has stopped, by what `waitpid` stores: WIFSTOPPED.
  fileprivate static func isStop(_ status: Int32) -> Bool { status & 0xff == 0x7f }
}
