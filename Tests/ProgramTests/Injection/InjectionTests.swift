internal import TestSupport
internal import Testing

/// An error, or the end, at the n-th system call of each kind; `.ci/inject` tries each n.
///
/// Why: Decisions/70-faults-and-damage.md
@Suite("A fault at a system call", .needs(.sysAdmin), .needsStrace, .waits)
struct InjectionTests {
  /// Three segments to be removed, and one that is not.
  private static let world = "echo a >psm_a; echo b >psm_b; echo keep >keep; ipcmk -M 5000 -p 600"
  private static let targets = ["psm_a": "posix:/psm_a", "psm_b": "posix:/psm_b", "sysv": "sysv:"]
  private static let systemV = "sysv:$(ipcs -m | awk '/^0x/ { print $2 }')"
  private static let removed = "psm_a psm_b \(systemV)"

  @Test(arguments: Fault.all)
  func `a removal loses nothing without a word`(_ fault: Fault) throws {
    let scenario = InjectionScenario(
      command: "rm --yes --no-log \(Self.removed)", world: Self.world,
      mending: "$program rm --put-back")
    let whole = try scenario.segments(afterCommand: false)
    try scenario.run(with: fault) { run in
      Self.checkRemoval(run, whole)
      // What is not under its name was removed, or is put back.
      for name in Self.targets.keys where !run.everywhere(name).isEmpty {
        #expect(run.mended[name] == whole[name], "\(name): \(run)")
      }
    }
  }

  @Test(arguments: Fault.all)
  func `a removal after saving loses nothing at all`(_ fault: Fault) throws {
    let scenario = InjectionScenario(
      command: "rm --yes --no-log --accept attach --save /mnt/copies \(Self.removed)",
      world: "rm -rf /mnt/copies; \(Self.world)",
      mending: """
        $program rm --put-back; [ -e psm_a ] || $program restore /mnt/copies/psm_a.json
        [ -e psm_b ] || $program restore /mnt/copies/psm_b.json
        ipcs -m | grep -q 0x || $program restore --yes /mnt/copies/sysv-*.json
        """)
    let whole = try scenario.segments(afterCommand: false)
    try scenario.run(with: fault) { run in
      Self.checkRemoval(run, whole)
      #expect(run.mended.filter { !$0.key.hasPrefix(".shmtop-") } == whole, "\(run)")
    }
  }

  /// What was to be removed is whole or gone, and the result and its message agree.
  private static func checkRemoval(_ run: InjectedRun, _ whole: [String: String]) {
    #expect(run.left["keep"] == whole["keep"], "\(run)")
    for (name, id) in targets {
      let places = run.everywhere(name)
      let isWhole = places.values.allSatisfy { $0 == whole[name] }
      #expect(isWhole, "\(name): \(run)")
      let saysRemoved = run.output.contains { $0.hasPrefix(id) && $0.contains(": removed") }
      if saysRemoved { #expect(places.isEmpty, "\(name): \(run)") }
      if run.fault.isKill { continue }
      #expect(places.isEmpty || run.saysFailure, "\(name): \(run)")
      #expect(saysRemoved || run.saysFailure, "\(name): \(run)")
      #expect(run.status != 0 || places.isEmpty, "\(name): \(run)")
    }
    #expect(run.fault.isKill || run.status < 128, "\(run)")
  }

  @Test(arguments: Fault.all)
  func `a restored segment is whole or not there`(_ fault: Fault) throws {
    let scenario = InjectionScenario(
      command: "restore --yes /mnt/psm_a.json /mnt/sysv.json",
      preparation: """
        seq 1000 >psm_a; chmod 640 psm_a; ipcmk -M $(stat -c %s psm_a) -p 640 >/dev/null
        $program rm --yes --no-log --accept attach --save /mnt psm_a \(Self.systemV) >/dev/null
        # The same bytes for both.
        mv /mnt/sysv-*.json /mnt/sysv.json; cp /mnt/psm_a.raw /mnt/sysv.raw
        sum=$(grep -o '"checksum": *"[0-9a-f]*"' /mnt/psm_a.json)
        sed -Ei "s/\\"checksum\\": *\\"[0-9a-f]*\\"/$sum/" /mnt/sysv.json
        """,
      mending: "$program restore --yes /mnt/psm_a.json /mnt/sysv.json")
    let whole = try scenario.segments(afterCommand: true)
    try #require(whole.count == 2)
    try scenario.run(with: fault) { run in
      for (name, id) in ["psm_a": "posix:/psm_a", "sysv": "sysv:"] {
        let isThere = run.left[name] != nil
        let isHalf = name == "sysv" && run.left[name]?.hasPrefix("0 ") == true
        // The mode can be narrower, which is said.
        let isWhole = Self.checksum(run.left[name]) == Self.checksum(whole[name])
        #expect(!isThere || isHalf || isWhole, "\(name): \(run)")
        #expect(run.mended[name] != nil, "\(name): \(run)")
        if run.fault.isKill { continue }
        let saysRestored = run.output.contains { $0.hasPrefix(id) && $0.hasSuffix(": restored") }
        #expect(saysRestored == (isThere && !isHalf) || run.saysFailure, "\(name): \(run)")
        #expect(run.left[name] == whole[name] || run.saysFailure, "\(name): \(run)")
      }
      #expect(run.fault.isKill || run.status < 128, "\(run)")
    }
  }

  @Test(arguments: Fault.all)
  func `a segment that is put back is under its name, or still aside`(_ fault: Fault) throws {
    let scenario = InjectionScenario(
      command: "rm --put-back",
      world: "echo a >psm_a; killed unlinkat:1 $program rm --yes --no-log psm_a; echo keep >keep",
      mending: "$program rm --put-back")
    let whole = try scenario.segments(afterCommand: true)
    try scenario.run(with: fault) { run in
      let places = run.everywhere("psm_a")
      #expect(Array(places.values) == [whole["psm_a"]], "\(run)")
      #expect(run.mended["psm_a"] == whole["psm_a"], "\(run)")
      #expect(run.mended.keys.sorted() == ["keep", "psm_a"], "\(run)")
      if run.fault.isKill { return }
      let isBack = places["psm_a"] != nil
      #expect(run.output.contains("posix:/psm_a: put back") == isBack || run.saysFailure, "\(run)")
      #expect(isBack || run.saysFailure, "\(run)")
      #expect(run.status < 128, "\(run)")
    }
  }

  private static func checksum(_ left: String?) -> Substring? { left?.split(separator: " ").last }
}
