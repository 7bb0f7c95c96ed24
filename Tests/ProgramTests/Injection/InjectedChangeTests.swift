internal import TestSupport
internal import Testing

/// An error, or the end, at a system call of a command that creates or changes a segment.
///
/// Why: Decisions/70-faults-and-damage.md
@Suite("A fault at a system call of a change", .needs(.sysAdmin), .needsStrace, .waits)
struct InjectedChangeTests {
  @Test(arguments: Fault.all)
  func `a created file is whole or not there`(_ fault: Fault) throws {
    let create = "create --no-log /psm_a --from /mnt/file --mode 640 --reserve"
    let scenario = InjectionScenario(
      command: create, preparation: "seq 2000 >/mnt/file", world: "true",
      mending: "[ -e psm_a ] || $program \(create)")
    let whole = try scenario.segments(afterCommand: true)
    try scenario.run(with: fault) { run in
      #expect(run.left.isEmpty || run.left == whole, "\(run)")
      #expect(run.mended == whole, "\(run)")
      check(run, isDone: run.left == whole)
      #expect(run.left.isEmpty || !run.output.isEmpty || run.saysFailure || fault.isKill, "\(run)")
    }
  }

  @Test(arguments: Fault.all)
  func `a created System V segment is whole, of mode 0, or not there`(_ fault: Fault) throws {
    let create = "create --no-log sysv:5 --from /mnt/file --mode 640"
    let scenario = InjectionScenario(
      command: create, preparation: "seq 2000 >/mnt/file", world: "true",
      mending: """
        ipcs -m | grep -q ' 640 ' || {
          ! ipcs -m | grep -q 0x || ipcrm -M 5
          $program \(create)
        }
        """)
    let whole = try scenario.segments(afterCommand: true)
    try scenario.run(with: fault) { run in
      let isHalf = run.left["sysv"]?.hasPrefix("0 ") == true
      #expect(run.left.isEmpty || run.left == whole || (isHalf && fault.isKill), "\(run)")
      #expect(run.mended == whole, "\(run)")
      check(run, isDone: run.left == whole)
    }
  }

  @Test(
    arguments: [
      "resize psm_a 100 --yes --assume-clear outside", "resize psm_a 100000",
      "set psm_a --mode 640", "write psm_a --offset 4 --text abcd --yes",
      "write sysv:$(ipcs -m | awk '/^0x/ { print $2 }') --offset 4 --text abcd --yes --accept attach",
    ], Fault.all)
  func `a segment is as it was or as it is to be`(_ command: String, _ fault: Fault) throws {
    let scenario = InjectionScenario(
      command: "\(command) --no-log",
      world: "seq 2000 >psm_a; chmod 600 psm_a; ipcmk -M 5000 -p 600")
    let before = try scenario.segments(afterCommand: false)
    let after = try scenario.segments(afterCommand: true)
    try #require(before != after)
    try scenario.run(with: fault) { run in
      #expect(run.left == before || run.left == after, "\(run)")
      check(run, isDone: run.left == after)
    }
  }

  /// What was not done is said, and what is said to be done was.
  private func check(_ run: InjectedRun, isDone: Bool) {
    #expect(isDone || run.fault.isKill || run.saysFailure, "\(run)")
    #expect(run.status != 0 || isDone, "\(run)")
    #expect(run.fault.isKill || run.status < 128, "\(run)")
  }
}
