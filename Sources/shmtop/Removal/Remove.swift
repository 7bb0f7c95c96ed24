internal import Kernel
internal import ArgumentParser
internal import Contents
internal import Formatting
internal import Operations
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop rm`: removes the segments that are named, or orphans.
struct Remove: SegmentCommand {
  static let configuration = CommandConfiguration(
    commandName: "rm",
    abstract: "Remove segments.",
    discussion: """
      Removing a segment removes its name; its memory is freed when its last holder exits. Before that, \
      rm shows for each segment whether removal is safe and why, what memory is freed now and what \
      later, and any advice for its application. Then it asks for confirmation; without a terminal, \
      --yes is required. If the application has a warning, the ID must be typed.

      With --orphans, rm removes the orphans that match the filters, but no semaphores. Names that no \
      known application uses need --name or --app. Without --yes, the orphans are only \
      listed. Each is checked again just before it is removed; processes are scanned every two seconds.

      With --put-back, rm puts back segments that a killed removal left behind.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segments: [String] = []

  @Flag(help: "Remove the orphans that match the filters.")
  var orphans = false

  @Flag(name: .shortAndLong, help: "Do not ask.")
  var yes = false

  @Flag(help: "Only show what would be removed.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      """
      First save each segment to new files in this directory, for 'shmtop restore'; a segment that \
      cannot be saved is not removed.
      """, valueName: "dir"),
    completion: .directory,
    transform: { try DirectoryArgument($0) })
  var save: DirectoryArgument?

  @Option(
    help: ArgumentHelp(
      "Accept this side effect of reading for --save; see 'shmtop help dump'.", valueName: "effect"),
    completion: Completions.sideEffects,
    transform: { try ContentsConsent.cost($0) })
  var accept: AccessMethod.SideEffects = .nothing

  @Flag(name: [.customShort("J"), .long], help: "Print the results as JSON.")
  var json = false

  @Flag(help: "Do not record removals in the system log.")
  var noLog = false

  @Flag(help: "Put back segments that a killed removal left behind.")
  var putBack = false

  @OptionGroup(title: "Filters, with --orphans") var filters: FilterOptions

  @OptionGroup var trust: AssumptionOptions

  @OptionGroup var protection: ReadOnlyOption

  func validate() throws {
    guard [!segments.isEmpty, orphans, putBack].count(where: { $0 }) == 1 else {
      throw ValidationError("Give a segment, --orphans or --put-back.")
    }
    if !orphans && !filters.filter.isEmpty {
      throw ValidationError("Filters can only be used with --orphans.")
    }
    if json && !orphans && !yes && !dryRun {
      throw ValidationError("--json does not ask; use it with --yes or --dry-run.")
    }
    if putBack && (yes || dryRun || json || save != nil) {
      throw ValidationError("--put-back cannot be combined with other options.")
    }
  }

  var purposes: FileCapabilities.Purposes { protection.isOn ? .reading : [.reading, .removing] }

  /// Whether this run changes nothing.
  var isDry: Bool { dryRun || (orphans && !yes) }

  func run() throws {
    let selection = try SegmentSelection.selection(segments)
    if !isDry { try protection.refuseIfReadOnly(putBack ? "rm --put-back" : "rm") }
    if putBack { return try InterruptedRemovals.putBack() }
    if !yes && !isDry && !Confirmation.canBeAsked {
      throw StandardError.wrongUsage("cannot ask without a terminal; use --yes to remove")
    }
    var snapshotReader = SnapshotReader(assumptions: trust.assumptions)
    let snapshot = snapshotReader.read(filters.filter.needs.union([.users, .groups, .holders]))
    let format = FormatOptions(charset: .current, of: snapshot)
    var summary = RemovalSummary(timestamp: snapshot.timestamp)
    summary.isDryRun = isDry
    var lines = ResultLines()
    var (targets, allFound): ([Segment], Bool)
    if orphans {
      let selected = OrphanSelection(snapshot, filters.filter, in: .current)
      let wasAllRead = SegmentSelection.reportProblems(of: snapshot)
      (targets, allFound) = (selected.segments, wasAllRead)
      summary.unknownNames = selected.unknownNames
      summary.recent = selected.recent
      summary.warned = selected.warned
    } else {
      (targets, allFound) = try SegmentSelection.resolve(selection, in: snapshot)
    }
    InterruptedRemovals.report(snapshot)
    if !isDry { InterruptedRemovals.clean(snapshot) }
    if orphans {
      targets = try announceOrphans(targets, in: snapshot, format, into: &summary, &lines)
    } else {
      targets = try announce(targets, in: snapshot, format, into: &summary, &lines)
    }
    if isDry {
      summary.entries += targets.map { RemovalSummary.Entry(of: $0, .untouched) }
    } else if !targets.isEmpty {
      let backup = try save?.backup(accepting: accept, canAsk: !orphans, of: snapshot)
      Interrupt.listen()
      var run = RemovalRun(
        backup: backup, check: orphans ? OrphanCheck(snapshotReader) : nil,
        auditLog: noLog ? .off : AuditLog(),
        describe: { DisplayText(recordOf: .removed, $0, by: .current, format) })
      remove(targets, by: &run, into: &summary, &lines, format)
    }
    try conclude(summary, &lines)
    try lines.conclude()
    // A dry run of orphans only lists them.
    let isComplete = summary.isComplete || (orphans && isDry)
    if !allFound || !isComplete { throw ExitCode.failure }
  }

  /// Removes the segments, and reports the result of each.
  private func remove(
    _ segments: [Segment], by run: inout RemovalRun, into summary: inout RemovalSummary,
    _ lines: inout ResultLines, _ format: FormatOptions
  ) {
    var progress = ProgressLine()
    var done = 0
    summary.entries.reserveCapacity(segments.count)
    run.remove(segments, while: { !Interrupt.isRequested }) { segment, result in
      let entry = RemovalSummary.Entry(of: segment, result, format)
      summary.entries.append(entry)
      guard result != .notReached else { return }
      report(entry, on: &lines)
      done += 1
      if done % 64 == 0 && progress.isDue() { progress.show("\(done) of \(segments.count)") }
    }
    progress.clear()
    summary.isInterrupted = summary.count(.untouched) > 0
    if orphans { run.record(summary: DisplayText(recordOf: summary, by: .current)) }
    if run.auditLog.isStuck {
      StandardError.complain(
        "the system log does not accept messages; not every removal was recorded")
    }
  }
}
