import Testing

@testable import SharedMemory
@testable import Kernel

/// Every state by every rule, on made-up segments and made-up looks.
struct VerdictTests {
  static let now = Timestamp(seconds: 1_000_000)
  /// Long enough ago for everything to have settled.
  static let old = now.seconds - 3600

  /// The input of one verdict; by default an orphan.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var segment: Segment
    var scan = VerdictTests.scan
    var assumptions = Assumptions()
    var state: Verdict.State
    var reasons: [Verdict.Reason]

    init(
      _ description: String, _ segment: Segment, _ state: Verdict.State,
      _ reasons: [Verdict.Reason], clearing items: [Assumptions.Item] = [],
      scan change: (inout HolderScan) -> Void = { _ in }
    ) {
      testDescription = description
      self.segment = segment
      self.state = state
      self.reasons = reasons
      assumptions = Assumptions(items)
      change(&scan)
    }
  }

  @Test(arguments: files + blindFiles + systemV + processes)
  func `a segment is judged by the first rule that fits`(_ sample: Case) {
    let judge = VerdictRules(by: sample.scan, at: Self.now, assumptions: sample.assumptions)
    let verdict = judge.verdict(on: sample.segment)
    #expect(verdict.state == sample.state)
    #expect(verdict.reasons == sample.reasons)
  }

  @Test func `every state has a rule in this table`() {
    let all = Self.files + Self.blindFiles + Self.systemV + Self.processes
    #expect(Set(all.map(\.state)) == Set(Verdict.State.allCases))
  }

  private static let files: [Case] = [
    Case("no holder", file("x"), .orphan, [.notHeld(processes: 412)]),
    Case("held", file("x", holders: [holder]), .inUse, [.held(by: holder, others: 0)]),
    Case(
      "held by two", file("x", holders: [holder, holder]), .inUse, [.held(by: holder, others: 1)]),
    Case(
      "unlinked", unlinked("x", holders: [holder]), .removed,
      [.nameIsGone, .held(by: holder, others: 0)]),
    Case("memfd", memfd(holders: [holder]), .inUse, [.held(by: holder, others: 0)]),
    Case("not looked at", file("x", holders: nil), .unknown, [.notScanned]),
    Case(
      "young", file("x", birth: now.seconds - 59), .idle,
      [.recent(seconds: 59), .notHeld(processes: 412)]),
    Case("settled", file("x", birth: now.seconds - 60), .orphan, [.notHeld(processes: 412)]),
    Case(
      "modified just now", file("x", modify: now.seconds), .idle,
      [.recent(seconds: 0), .notHeld(processes: 412)]),
    Case(
      "modified in the future, as its owner can say", file("x", modify: now.seconds + 500),
      .orphan, [.notHeld(processes: 412)]),
    Case(
      "made in the future, as a clock says that was put back", file("x", birth: now.seconds + 500),
      .idle, [.recent(seconds: 0), .notHeld(processes: 412)]),
    Case("empty", file("x", size: 0), .idle, [.empty, .notHeld(processes: 412)]),
    Case(
      "empty, of a known application", file("nccl-aB3xY9", size: 0), .orphan,
      [.notHeld(processes: 412)]),
    Case(
      "empty and young, of a known application",
      file("nccl-aB3xY9", size: 0, birth: now.seconds - 59), .idle,
      [.recent(seconds: 59), .notHeld(processes: 412)]),
    Case("semaphore", file("sem.x"), .idle, [.semaphore, .notHeld(processes: 412)]),
    Case("nested", file("dir/x"), .idle, [.nested, .notHeld(processes: 412)]),
    Case(
      "nested, of a known application without a PID in the path", file("aeron-ann/cnc.dat"), .idle,
      [.nested, .notHeld(processes: 412)]),
    Case(
      "kept by design", file("libpod_lock"), .idle,
      [.keptByDesign("Podman"), .notHeld(processes: 412)]),
    Case(
      "kept by design but held", file("libpod_lock", holders: [holder]), .inUse,
      [.held(by: holder, others: 0)]),
    Case(
      "changed after the look", file("x"), .unknown, [.notScanned],
      scan: { $0 = scan(timestamp: old) }),
  ]

  private static let systemV: [Case] = [
    Case(
      "attached", systemV(attachments: 6, holders: [attached(4), attached(2)]), .inUse,
      [.attached(6)]),
    Case(
      "holders missing", systemV(attachments: 6, holders: [attached(4)]), .inUse,
      [.attached(6), .holdersMissing(found: 4, of: 6)]),
    Case(
      "possible holders",
      systemV(attachments: 6, holders: [attached(4)], possible: [attached(1)]), .inUse,
      [.attached(6), .holdersMissing(found: 4, of: 6), .possibleHolders([pid(3187)])]),
    Case(
      "attached since the look", systemV(attachments: 1, attach: now.seconds), .inUse,
      [.attached(1), .notScanned]),
    Case(
      "removed", systemV(attachments: 1, holders: [attached(1)], mode: 0o1600), .removed,
      [.markedForRemoval, .attached(1)]),
    Case(
      "no holder", systemV(), .orphan, [.notAttached, .gone(.creator, pid(50), isReused: false)]),
    Case(
      "no holder, whatever was unreadable", systemV(), .orphan,
      [.notAttached, .gone(.creator, pid(50), isReused: false)],
      scan: {
        $0.unreadable = [pid(1): user(0)]
        $0.visibilityGaps = [.hiddenProcesses, .otherNamespaces]
      }),
    Case("creator unknown", systemV(creator: nil), .unknown, [.creatorUnknown]),
    Case(
      "creator unknown but cleared", systemV(creator: nil), .orphan,
      [.notAttached, .assumedClear(.outside)], clearing: [.outside]),
    Case(
      "creator unknown, and a process cleared", systemV(creator: nil), .unknown,
      [.creatorUnknown], clearing: [.process(pid(1)), .user(user(7))]),
    Case("last user unknown", systemV(attach: old), .unknown, [.lastUserUnknown]),
    Case(
      "detached just now", systemV(last: 60, detach: now.seconds - 2), .idle,
      [.recent(seconds: 2), .notAttached]),
    Case(
      "kept by design", systemV(key: 0x4e54_5030), .idle, [.keptByDesign("NTP"), .notAttached]),
  ]

  private static let processes: [Case] = [
    Case(
      "nested, and the processes in the path are gone", file("qb-77-78-9-AbC1de/qb-request-x"),
      .orphan,
      [
        .notHeld(processes: 412), .gone(.named, pid(77), isReused: false),
        .gone(.named, pid(78), isReused: false),
      ]),
    Case(
      "nested, and the client in the path is alive", file("qb-77-78-9-AbC1de/qb-request-x"),
      .idle, [.alive(.named, pid(78)), .notHeld(processes: 412)],
      scan: { $0.living[pid(78)] = life(started: old - 5) }),
    Case(
      "nested, and the server in the path may be in a container",
      file("qb-77-78-9-AbC1de/qb-request-x"), .idle,
      [.namedInOtherNamespace(pid(77)), .notHeld(processes: 412)],
      scan: { $0.innerPIDs = [pid(77)] }),
    Case(
      "nested, and the client in the path may be in a container",
      file("qb-77-78-9-AbC1de/qb-request-x"), .idle,
      [.namedInOtherNamespace(pid(78)), .notHeld(processes: 412)],
      scan: { $0.innerPIDs = [pid(78)] }),
    Case(
      "creator alive", systemV(), .idle, [.alive(.creator, pid(50)), .notAttached],
      scan: { $0.living[pid(50)] = life(started: old) }),
    Case(
      "creator started within two seconds", systemV(), .idle,
      [.alive(.creator, pid(50)), .notAttached],
      scan: { $0.living[pid(50)] = life(started: old + 2) }),
    Case(
      "creator's number reused", systemV(), .orphan,
      [.notAttached, .gone(.creator, pid(50), isReused: true)],
      scan: { $0.living[pid(50)] = life(started: old + 3) }),
    Case(
      "creator alive, but it seems to have started later by a clock that was set", systemV(), .idle,
      [.alive(.creator, pid(50)), .clockWasSet, .notAttached],
      scan: {
        $0.living[pid(50)] = life(started: old + 3)
        $0.isClockSteady = false
      }),
    Case(
      "creator alive, and the clock was set", systemV(), .idle,
      [.alive(.creator, pid(50)), .notAttached],
      scan: {
        $0.living[pid(50)] = life(started: old)
        $0.isClockSteady = false
      }),
    Case(
      "creator gone, and the clock was set", systemV(), .orphan,
      [.notAttached, .gone(.creator, pid(50), isReused: false)],
      scan: { $0.isClockSteady = false }),
    Case(
      "creator alive, start unreadable", systemV(), .idle,
      [.alive(.creator, pid(50)), .notAttached],
      scan: { $0.living[pid(50)] = life(started: nil) }),
    Case(
      "last user alive, started later", systemV(last: 60, detach: old + 900), .idle,
      [.alive(.lastUser, pid(60)), .notAttached],
      scan: { $0.living[pid(60)] = life(started: old + 800) }),
    Case(
      "last user's number reused", systemV(last: 60, detach: old + 900), .orphan,
      [
        .notAttached, .gone(.creator, pid(50), isReused: false),
        .gone(.lastUser, pid(60), isReused: true),
      ],
      scan: { $0.living[pid(60)] = life(started: old + 903) }),
    Case(
      "the creator's number is the last user's now", systemV(last: 50, detach: old + 900), .idle,
      [.alive(.lastUser, pid(50)), .notAttached],
      scan: { $0.living[pid(50)] = life(started: old + 800) }),
    Case(
      "process in the name alive", file("torch_77_1"), .idle,
      [.alive(.named, pid(77)), .notHeld(processes: 412)],
      scan: { $0.living[pid(77)] = life(started: old - 5) }),
    Case(
      "process in the name gone", file("torch_77_1"), .orphan,
      [.notHeld(processes: 412), .gone(.named, pid(77), isReused: false)]),
    Case(
      "number in the name is one in a container", file("torch_77_1"), .idle,
      [.namedInOtherNamespace(pid(77)), .notHeld(processes: 412)],
      scan: { $0.innerPIDs = [pid(77)] }),
    Case(
      "number in the name reused", file("torch_77_1"), .orphan,
      [.notHeld(processes: 412), .gone(.named, pid(77), isReused: true)],
      scan: { $0.living[pid(77)] = life(started: old + 100) }),
  ]
}
