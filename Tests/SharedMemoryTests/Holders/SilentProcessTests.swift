import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import Kernel
@testable import SharedMemory

/// Processes that did not answer a scan.
@Suite("A process that did not answer") struct SilentProcessTests {
  private let now = ContinuousClock.now

  /// A thread that waits, or has come back.
  private func thread(isWaiting: Bool) -> LeftThread {
    let thread = LeftThread()
    if !isWaiting { thread.end() }
    return thread
  }

  @Test func `is asked again after a minute, but not while a thread waits for it`() {
    let waiting = thread(isWaiting: true)
    let entry = SilentProcesses.Entry(start: 5, thread: waiting, end: now)
    #expect(entry.holds(for: 5, at: now + .seconds(3600)))
    waiting.end()
    #expect(!entry.holds(for: 5, at: now))
    let back = SilentProcesses.Entry(
      start: 5, thread: thread(isWaiting: false), end: now + .seconds(60))
    #expect(back.holds(for: 5, at: now + .seconds(59)))
    #expect(!back.holds(for: 5, at: now + .seconds(60)))
  }

  @Test func `is asked at once if another process has its PID`() {
    let thread = thread(isWaiting: true)
    defer { thread.end() }
    let entry = SilentProcesses.Entry(start: 5, thread: thread, end: now + .seconds(60))
    #expect(!entry.holds(for: 6, at: now))
  }

  @Test func `is left out by the next scan, which counts it as unreadable and names it`() throws {
    try TestSegment.with(size: 4096) { file in
      try HoldingChild.with(.descriptor, of: file.path.string) { child in
        let proc = try DirectoryStream.open("/proc")
        defer { try? proc.close() }
        let process = ProcessID(rawValue: child.process)
        let silent = SilentProcesses()
        let waiting = thread(isWaiting: true)
        silent.add(process, waitedForBy: waiting, in: proc)
        let scanner = HolderScanner(root: "/", interface: nil, silent: silent)
        let scan = try scanner.scan()
        #expect(scan.silent.contains(process))
        #expect(scan.unreadable[process] != nil)
        #expect(!scan.isComplete)
        let inode = try file.inode()
        // Other tests can start a child that has the file open until it becomes another program.
        let holders = scan.holders[.file(inode: inode)] ?? []
        #expect(!holders.contains { $0.process == process })
        waiting.end()
        // A minute has not passed.
        #expect(silent.isStillSilent(process, in: proc))
      }
    }
  }

  @Test func `is asked next time if too many others kept it from being asked`() throws {
    let proc = try DirectoryStream.open("/proc")
    defer { try? proc.close() }
    let silent = SilentProcesses()
    let own = ProcessID(rawValue: getpid())
    silent.add(own, waitedForBy: nil, in: proc)
    #expect(!silent.isStillSilent(own, in: proc))
  }

  @Test func `makes a verdict unknown, apart from those that could not be read`() {
    var scan = HolderScan(timestamp: Timestamp(seconds: 1))
    scan.isRoot = true
    for process in [7, 5, 3] as [Int32] {
      scan.add(unreadable: ProcessID(rawValue: process), of: UserID(rawValue: 1000))
    }
    scan.silent = [ProcessID(rawValue: 7), ProcessID(rawValue: 5)]
    #expect(
      scan.doubts(clearing: Assumptions()).left == [
        .unreadable(1, ProcessID(rawValue: 3), isRoot: true), .silent(2, ProcessID(rawValue: 5)),
      ])
    let user = Assumptions([.user(UserID(rawValue: 1000))])
    #expect(scan.doubts(clearing: user).left.isEmpty)
  }
}
