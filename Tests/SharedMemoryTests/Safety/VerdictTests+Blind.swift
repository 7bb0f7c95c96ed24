import Kernel

@testable import SharedMemory

extension VerdictTests {
  /// Files whose holders were not all seen, or of which the kernel says more than the scan.
  static let blindFiles: [Case] = [
    Case(
      "unreadable, but the kernel says that nothing holds it", file("x", isHeldAnywhere: false),
      .orphan, [.notOpen], scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "newer than the scan, but the kernel says that nothing holds it",
      file("x", holders: nil, isHeldAnywhere: false), .orphan, [.notOpen],
      scan: { $0 = scan(timestamp: old) }),
    Case(
      "locked by a process that was not seen, but the lock is gone",
      file("x", isHeldAnywhere: false),
      .orphan, [.notOpen], scan: { $0.lockedByUnseen = [.file(inode: 5)] }),
    Case(
      "no holder seen, but the kernel says that something holds it",
      file("x", isHeldAnywhere: true), .inUse, [.heldByUnseen]),
    Case(
      "all assumed to hold nothing, but the kernel says that something holds it",
      file("x", isHeldAnywhere: true), .inUse, [.heldByUnseen], clearing: [.outside],
      scan: { $0.visibilityGaps = [.otherNamespaces] }),
    Case(
      "PID namespace, but the kernel says that nothing holds it", file("x", isHeldAnywhere: false),
      .orphan, [.notOpen], scan: { $0.visibilityGaps = [.otherNamespaces] }),
    Case(
      "PID namespace, and a PID in the name", file("torch_77_1", isHeldAnywhere: false),
      .unknown, [.visibilityGap(.otherNamespaces)],
      scan: { $0.visibilityGaps = [.otherNamespaces] }),
    Case(
      "hidepid, and a PID in the name", file("torch_77_1", isHeldAnywhere: false),
      .unknown, [.visibilityGap(.hiddenProcesses)],
      scan: { $0.visibilityGaps = [.hiddenProcesses] }),
    Case(
      "numbers of another namespace, and a PID in the name",
      file("torch_77_1", isHeldAnywhere: false), .unknown, [.visibilityGap(.foreignPIDs)],
      scan: { $0.visibilityGaps = [.foreignPIDs] }),
    Case(
      "one unreadable", file("x"), .unknown, [.unreadable(1, pid(1), isRoot: false)],
      scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "two unreadable to root", file("x"), .unknown, [.unreadable(2, pid(1), isRoot: true)],
      scan: {
        $0.unreadable = [pid(9): user(0), pid(1): nil]
        $0.isRoot = true
      }),
    Case(
      "unreadable but held", file("x", holders: [holder]), .inUse, [.held(by: holder, others: 0)],
      scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "cleared process", file("x"), .orphan,
      [.notHeld(processes: 412), .assumedClear(.process(pid(1)))],
      clearing: [.process(pid(1)), .process(pid(2))],
      scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "cleared user", file("x"), .orphan,
      [.notHeld(processes: 412), .assumedClear(.user(user(7)))], clearing: [.user(user(7))],
      scan: { $0.unreadable = [pid(1): user(7), pid(2): user(7)] }),
    Case(
      "cleared in part", file("x"), .unknown,
      [.unreadable(1, pid(2), isRoot: false), .assumedClear(.process(pid(1)))],
      clearing: [.process(pid(1))],
      scan: { $0.unreadable = [pid(1): user(0), pid(2): nil] }),
    Case(
      "one user cleared, and another not", file("x"), .unknown,
      [.unreadable(1, pid(2), isRoot: false), .assumedClear(.user(user(7)))],
      clearing: [.user(user(7))],
      scan: { $0.unreadable = [pid(1): user(7), pid(2): user(8)] }),
    Case(
      "a semaphore, and one unreadable", file("sem.x"), .unknown,
      [.unreadable(1, pid(1), isRoot: false)], scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "kept by design and young, and one unreadable",
      file("libpod_lock", birth: now.seconds), .unknown, [.unreadable(1, pid(1), isRoot: false)],
      scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "cleared and young", file("x", birth: now.seconds), .idle,
      [.recent(seconds: 0), .notHeld(processes: 412), .assumedClear(.process(pid(1)))],
      clearing: [.process(pid(1))], scan: { $0.unreadable = [pid(1): user(0)] }),
    Case(
      "nothing to clear", file("x"), .orphan, [.notHeld(processes: 412)],
      clearing: [.process(pid(1)), .outside]),
    Case(
      "hidepid", file("x"), .unknown, [.visibilityGap(.hiddenProcesses)], clearing: [.outside],
      scan: { $0.visibilityGaps = [.hiddenProcesses] }),
    Case(
      "PID namespace", file("x"), .unknown, [.visibilityGap(.otherNamespaces)],
      scan: { $0.visibilityGaps = [.otherNamespaces] }),
    Case(
      "PID namespace cleared", file("x"), .orphan,
      [.notHeld(processes: 412), .assumedClear(.outside)], clearing: [.outside],
      scan: { $0.visibilityGaps = [.otherNamespaces] }),
    Case(
      "numbers of another namespace", file("x"), .unknown, [.visibilityGap(.foreignPIDs)],
      clearing: [.outside], scan: { $0.visibilityGaps = [.foreignPIDs] }),
    Case(
      "restless", file("x"), .unknown, [.visibilityGap(.processChurn)],
      scan: { $0.visibilityGaps = [.processChurn] }),
    Case(
      "device unknown", file("x"), .unknown, [.visibilityGap(.unknownDevice)],
      scan: { $0.visibilityGaps = [.unknownDevice] }),
    Case(
      "locked by a process that was not found", file("x"), .unknown, [.lockedByUnseen],
      scan: { $0.lockedByUnseen = [.file(inode: 5)] }),
  ]
}
