internal import ArgumentParser
internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory

/// `shmtop wait`: waits until a segment is there, gone, held or let go.
struct Wait: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Wait until a segment is present, gone, held or held by nothing.",
    discussion: """
      The states are: present, there is a segment with this name, number or key; gone, its name and \
      its memory are gone; unheld, nothing has it open or mapped, or it is gone; held, something has. \
      All but 'present' are about the segment that SEGMENT means at the start, and never about another \
      one that takes its name.

      'unheld' and 'gone' are true only if the kernel says so, or if every process could be read: what \
      is not known is waited for. It changes nothing.

      Exit status: 0 it is so; 1 it is not so at the end of the timeout, or it can no longer be; 64 \
      wrong usage.
      """)

  /// What is waited for.
  enum Awaited: String, ExpressibleByArgument, CaseIterable {
    case present, gone, unheld, held

    var text: DisplayText { DisplayText(escaping: Array(rawValue.utf8), in: .ascii) }
  }

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("What to wait for: present, gone, unheld or held.", valueName: "state"))
  var state: Awaited

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Give up after this time: seconds, or a time such as 30s or 5m; 0 looks once. Without it there is \
      no end.
      """, valueName: "time"),
    transform: { try TypedArgument.seconds($0) })
  var timeout: Int64?

  @OptionGroup var trust: AssumptionOptions

  func run() throws {
    let selection = try SegmentSelection.selection([segment])
    guard let (argument, selector) = selection.first else { return }
    if state == .present && selector.needsHolders {
      throw StandardError.wrongUsage("--for present takes a name, a shmid or a key")
    }
    let lookout = Lookout(state, timeout: timeout, assuming: trust.assumptions)
    if state == .present { return try lookout.waitForSegment(selector, argument) }
    var reader = SnapshotReader(assumptions: trust.assumptions)
    let snapshot = SegmentSelection.snapshot(for: selection, by: &reader)
    if state == .gone && Self.isGone(selector, in: snapshot) { return }
    let (targets, _) = try SegmentSelection.resolve(selection, in: snapshot)
    guard let target = targets.first else { throw ExitCode.failure }
    try lookout.wait(for: target, FormatOptions(charset: .current, of: snapshot))
  }

  /// Whether it is known that there is no such segment, so that none need be waited for.
  private static func isGone(_ selector: Selector, in snapshot: Snapshot) -> Bool {
    guard selector.resolve(in: SegmentIndex(snapshot)) == .nothing else { return false }
    if selector.needsHolders { return snapshot.areProcessesRead }
    let isHidden = selector.name.flatMap(snapshot.problem(hiding:)) != nil
    return !isHidden && !snapshot.unlisted.contains(.systemV)
  }
}
