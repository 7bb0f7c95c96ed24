import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import SharedMemory
@testable import Kernel
@testable import Operations

/// Signals to real processes, all of them children of the test.
struct ProcessSignalTests {
  /// The child as a look at all processes finds it.
  private func holder(_ child: HoldingChild, of file: TestSegment) throws -> Holder {
    let scan = try HolderScanner().scan()
    let inode = try file.inode()
    return try #require(
      scan.holders[.file(inode: inode)]?.first { $0.process.rawValue == child.process })
  }

  private func isRunning(_ child: HoldingChild) -> Bool {
    var status = siginfo_t()
    // The child stays to be waited for by who started it.
    let result = waitid(P_PID, id_t(child.process), &status, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && status.si_signo == 0
  }

  private func waitForEnd(of child: HoldingChild) -> (code: Int32, status: Int32) {
    var info = siginfo_t()
    waitid(P_PID, id_t(child.process), &info, WEXITED | WNOWAIT)
    return (info.si_code, info._sifields._sigchld.si_status)
  }

  @Test(
    arguments: [
      (.terminate, SIGTERM), (.interrupt, SIGINT), (.hangUp, SIGHUP), (.kill, SIGKILL),
    ] as [(ProcessSignal, Int32)])
  func `a signal reaches the process that was chosen`(signal: ProcessSignal, number: Int32) throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mapping, of: file.path.string) { child in
        let holder = try holder(child, of: file)
        try signal.send(to: holder.process, startedAt: holder.start)
        let end = waitForEnd(of: child)
        #expect(end.code == CLD_KILLED)
        #expect(end.status == number)
        // A process that has ended and was not waited for still has its PID.
        #expect(throws: ProcessSignal.Failure.gone) {
          try signal.send(to: holder.process, startedAt: holder.start)
        }
      }
    }
  }

  @Test func `another process with the same PID gets no signal`() throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mapping, of: file.path.string) { child in
        let holder = try holder(child, of: file)
        let start = try #require(holder.start)
        for ticks in [start.ticks - 1, start.ticks + 1, 0, .max] {
          #expect(throws: ProcessSignal.Failure.replaced) {
            try ProcessSignal.kill.send(
              to: holder.process,
              startedAt: ProcessStart(ticks: ticks, moment: start.moment))
          }
        }
        #expect(throws: ProcessSignal.Failure.startUnknown) {
          try ProcessSignal.kill.send(
            to: holder.process, startedAt: nil)
        }
        #expect(isRunning(child))
      }
    }
  }

  @Test func `a process that has ended is reported`() throws {
    let gone = try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mapping, of: file.path.string) { try holder($0, of: file) }
    }
    #expect(throws: ProcessSignal.Failure.gone) {
      try ProcessSignal.terminate.send(
        to: gone.process, startedAt: gone.start)
    }
  }

  @Test func `process 1, this program and numbers that are no process are refused`() {
    let start = ProcessStart(ticks: 1, moment: .now)
    for number in [Int32.min, -1, 0, 1] {
      #expect(throws: ProcessSignal.Failure.firstProcess) {
        try ProcessSignal.kill.send(
          to: ProcessID(rawValue: number), startedAt: start)
      }
    }
    #expect(throws: ProcessSignal.Failure.thisProgram) {
      try ProcessSignal.kill.send(
        to: ProcessID(rawValue: getpid()), startedAt: start)
    }
    #expect(throws: ProcessSignal.Failure.gone) {
      try ProcessSignal.kill.send(
        to: ProcessID(rawValue: .max), startedAt: start)
    }
  }

  @Test(.needs(.setUserID))
  func `a signal to another user's process is not permitted`() throws {
    try TestSegment.with(size: 3 * 4096) { file in
      try HoldingChild.with(.mapping, of: file.path.string) { child in
        let holder = try holder(child, of: file)
        _ = try OtherUser.perform {
          #expect(throws: ProcessSignal.Failure.notPermitted) {
            try ProcessSignal.kill.send(
              to: holder.process, startedAt: holder.start)
          }
        }
        #expect(isRunning(child))
      }
    }
  }
}
