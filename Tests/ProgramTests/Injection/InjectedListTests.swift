internal import FoundationEssentials
internal import TestSupport
internal import Testing

/// An error at the n-th system call of a list; see ``InjectionTests``.
@Suite("A list with an error at a system call", .needs(.sysAdmin), .needsStrace, .waits)
struct InjectedListTests {
  private static let list = "list --assume-clear outside"
  private static let scenario = InjectionScenario(
    command: "\(list) --json",
    preparation: """
      { echo x >psm_free; truncate -s 8192 psm_mapped; echo x >psm_open; ipcmk -M 4096; ipcmk -M 8192
        hold map /dev/shm/psm_mapped; hold open /dev/shm/psm_open; hold memfd label
        hold unlinked /dev/shm/gone; hold attach $(ipcs -m | awk '/ 8192 / { print $2 }'); } >&2
      later $program \(list) --noheadings --raw -o ID,STATE | tr '\\t' ' ' >/mnt/true
      """,
    look: #"sed "s/^/$1/" /mnt/true"#)

  @Test func `is of all states without one`() throws {
    let states = try Self.scenario.segments(afterCommand: true)
    #expect(
      states.values.sorted() == [
        "in-use", "in-use", "in-use", "in-use", "orphan", "orphan", "removed",
      ])
  }

  @Test(arguments: Fault.all.filter { !$0.isKill })
  func `is the same list, or says what is missing`(_ fault: Fault) throws {
    try Self.scenario.run(with: fault) { run in
      #expect(run.status < 128, "\(run)")
      #expect(run.status == 0 || run.saysFailure, "\(run)")
      let text = Array(run.output.joined(separator: "\n").utf8)
      guard let document = try? JSONDecoder().decode(JSON.Document.self, from: Data(text)) else {
        // Not all of it could be written.
        #expect(run.saysFailure, "\(run)")
        return
      }
      let isComplete = document.complete == true && run.errors.isEmpty
      let states = Dictionary(document.segments.map { ($0.id, $0.state) }) { first, _ in first }
      for (id, state) in run.left {
        let found = states[id] ?? nil
        if isComplete { #expect(found == state, "\(id): \(run)") }
        // A process or the kernel has it.
        if state != "orphan" { #expect(found != "orphan" && found != "idle", "\(id): \(run)") }
      }
    }
  }
}
