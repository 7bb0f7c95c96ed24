import SystemPackage
import CTestSupport
import Glibc
import Kernel
import TestSupport
import Testing

@Suite(
  "A stop signal while the kernel is asked", .enabled(if: FileLease.areReliable, "needs leases"))
struct StoppedQuestionTests {
  /// The library sends SIGSTOP as soon as a lease is taken, which is the worst moment: to the program, or to
  /// its process group, as the stop key of a terminal does.
  @Test(arguments: ["process", "group"])
  func `leaves no lease behind that others would wait for`(_ target: String) throws {
    let file = try TestSegment()
    defer { file.remove() }
    let program = try Program.path()
    let library = program.dropLast("shmtop".count) + "libshmfault.so"
    let listing = try Spawn(
      arguments: [Argument(Array(program.utf8)), "list", "--name", "\(file.name)"],
      environment: Spawn.usualEnvironment.merging([
        "LD_PRELOAD": String(library), "FAULT_STOP_AT_LEASE": target,
      ]) { $1 },
      streams: [.null, .null, .null],
      // A process group of its own, without the tests.
      isInNewSession: true
    ).start()
    var stops = 0
    var status: Int32 = 0
    // A stopped child that asks would keep the program from its end and from its stop.
    let end = Deadline.poll { () -> WaitStatus? in
      while waitpid(listing, &status, WUNTRACED | WNOHANG) == listing {
        guard WaitStatus.isStop(status) else { return WaitStatus(status) }
        stops += 1
        // With a lease on the file this would fail with EWOULDBLOCK.
        let opened = open(file.path.string, O_RDONLY | O_NONBLOCK)
        #expect(opened >= 0)
        close(opened)
        kill(-listing, SIGCONT)
      }
      return nil
    }
    if end == nil {
      kill(-listing, SIGKILL)
      waitpid(listing, nil, 0)
    }
    #expect(end == .exited(0))
    // The first lease is taken on a file of the program's own.
    #expect(stops >= 2)
  }
}

extension WaitStatus {
  /// Whether a process has stopped, by what `waitpid` stores: WIFSTOPPED.
  fileprivate static func isStop(_ status: Int32) -> Bool { status & 0xff == 0x7f }
}
