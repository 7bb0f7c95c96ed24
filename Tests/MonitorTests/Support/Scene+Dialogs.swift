import Canvas
import Contents
import Formatting
import Monitor
import Operations
import SafeText
import SharedMemory

/// What asks before it acts.
extension Scene {
  static let dialogs = [
    Scene("remove-orphan") { display in
      table(display, Sample.judged([Sample.orphan(1)]), keys: "d")
    },
    Scene("remove-held") { table($0, keys: toHeld + "d") },
    Scene("remove-typed") {
      let segment = Sample.posix("PostgreSQL.77", inode: 1, age: 7200)
      return table($0, Sample.judged([segment]), keys: "d 'posix:/Po'")
    },
    Scene("remove-refused") { display in
      var stage = table(display, Sample.judged([Sample.orphan(1)]))
      stage.obstacles[Sample.orphan(1).identity] = .notPermitted
      stage.play("d")
      return stage
    },
    Scene("remove-not-scanned") { table($0, Sample.snapshot([Sample.orphan(1)]), keys: "d") },
    Scene("remove-changed") { display in
      var stage = table(display, Sample.judged([Sample.orphan(1)]), keys: "d Tab")
      stage.show(
        Sample.judged(
          [Sample.orphan(1)], holders: [.file(inode: 1): [Sample.holder(3187, "late")]], later: 1))
      return stage
    },
    Scene("remove-several") { several($0) },
    Scene("remove-several-end") { several($0, keys: "End") },
    Scene("remove-several-saved") { several($0, keys: "s Tab") },
    Scene("removing") { removing($0, [(.removed, "")], isDone: false) },
    Scene("removed-several") {
      removing($0, [(.removed, ""), (.failed, "no such luck")], isDone: true)
    },
    Scene("signal") { table($0, keys: toHeld + "Enter Tab K Down") },
    Scene("signal-several") { table($0, keys: "End K") },
    Scene("signal-process") { table($0, keys: "P K") },
    Scene("signal-result") { signalled($0, [Sample.holder(3187, "qemu-system-x86")]) },
    Scene("signal-results") { signalled($0, holdersOfSemaphore) },
    Scene("look") { display in
      var stage = table(
        display, Sample.snapshot([Sample.systemV(5)]), keys: "x")
      stage.answer(.failure(.hasSideEffects(.attachAndDetach)))
      return stage
    },
  ]

  private static let holdersOfSemaphore = holders[.file(inode: 12)] ?? []

  /// What came of a signal to processes, of which the second may not be signalled.
  private static func signalled(_ display: Display, _ processes: [Holder]) -> MonitorHarness {
    let segment = Sample.mixed[3]
    var stage = table(
      display, Sample.judged([segment], holders: [.file(inode: 12): processes]), keys: "K y")
    let outcomes = processes.enumerated().map { index, process in
      SignalOutcome(to: process, index == 1 ? .failure(.notPermitted) : .success(()))
    }
    stage.send(.signalled(.terminate, outcomes))
    return stage
  }

  /// A removal of several segments, with the outcomes and messages of the first of them.
  private static func removing(
    _ display: Display, _ outcomes: [(RemovalSummary.Outcome, DisplayText)], isDone: Bool
  ) -> MonitorHarness {
    var stage = several(display)
    stage.press(.character("y"))
    guard let (run, targets) = stage.removal else { return stage }
    var progress = BulkProgress(total: targets.count)
    for (target, (outcome, message)) in zip(targets, outcomes) {
      progress.add(RemovalSummary.Entry(of: target, outcome, message: message))
    }
    stage.send(.removing(run, progress, isDone: isDone))
    return stage
  }

  /// The question about orphans and others, all of which are tagged.
  private static func several(_ display: Display, keys: KeyScript = []) -> MonitorHarness {
    table(
      display,
      Sample.judged(
        (1...9).map { Sample.orphan(100 + $0) } + Sample.mixed + [
          Sample.posix("PostgreSQL.77", inode: 61, age: 7200),
          Sample.posix("notes.txt", inode: 62, age: 7200), Sample.systemV(5, attachments: 1),
        ], holders: holders),
      keys: "T d" + keys)
  }
}
