internal import ArgumentParser
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The output of `shmtop list`, without the parsing of options.
///
/// Why: Decisions/35-quick-start.md
struct Listing {
  /// What is printed, and in which form.
  enum Form {
    case table(TextStyle)
    case json
    case jsonLines
    /// The files that are not segments.
    case others(TextStyle)
  }

  var form = Form.table(TextStyle())
  var order = SortAndFilter(by: .id)
  /// Processes that are assumed to hold nothing.
  var assumptions = Assumptions()
  /// Whether only segments with a name or an ID are listed, without a scan of processes.
  var isNamedOnly = false
  /// Whether the exit status says if there are any; see ``FailIf``.
  var isCheck = false
  /// When the list is printed again; `nil`: never.
  var schedule: Watching.Schedule?

  /// The snapshot of a list that is printed once, kept to the end of the program.
  ///
  /// The kernel frees the memory of a million segments much faster than one after the other is freed.
  private static let kept = Lock<Snapshot?>(nil)

  /// Prints the current segments, and reports what could not be read.
  func run() throws(ExitCode) {
    var snapshotReader = SnapshotReader(assumptions: assumptions, readsOnce: schedule == nil)
    var complaints: [DisplayText]?
    var schedule = schedule
    var failure = try list(&snapshotReader, &complaints)
    while schedule?.wait() == true {
      if !isJSON {
        try StandardOutput.print { () throws(Errno) in
          try StandardOutput.write([UInt8(ascii: "\n")])
        }
      }
      failure = try list(&snapshotReader, &complaints) ?? failure
    }
    if let failure { throw failure }
  }

  /// Prints one list; complaints that were the same in the last one are not repeated.
  ///
  /// Returns a status if something could not be read. Throws if the list cannot be written, or the status of
  /// ``FailIf``.
  private func list(
    _ snapshotReader: inout SnapshotReader, _ complaints: inout [DisplayText]?
  ) throws(ExitCode) -> ExitCode? {
    let snapshot = snapshotReader.read(needs)
    if schedule == nil { Self.kept.withLock { $0 = snapshot } }
    var format = FormatOptions(charset: .current, of: snapshot)
    if needs.contains(.semaphores) { format.semaphores = SemaphoreValues(of: snapshot.segments) }
    let check = isCheck ? FailIf(order.filter, snapshot, format) : nil
    try StandardOutput.print { () throws(Errno) in try print(snapshot, format, check) }
    let latest =
      snapshot.problems.map { DisplayText($0, in: .current) }
      + snapshot.faults.filter(\.affectsListing).map { DisplayText($0, format) }
    latest.filter { complaints?.contains($0) != true }.forEach(StandardError.complain)
    if complaints == nil { InterruptedRemovals.report(snapshot) }
    complaints = latest
    try check?.conclude(snapshot)
    return snapshot.problems.contains { !$0.isMinor } ? .failure : nil
  }

  private var isJSON: Bool {
    switch form {
    case .json, .jsonLines: true
    case .table, .others: false
    }
  }

  /// The parts of a snapshot that are read.
  ///
  /// Which segments there are must not depend on columns, so processes are always scanned: unlinked
  /// files and memfds are found only there.
  ///
  /// Why: Decisions/48-rows-do-not-depend-on-columns.md
  private var needs: SnapshotReader.Needs {
    let needs: SnapshotReader.Needs
    switch form {
    case .json, .jsonLines: needs = order.needs.union(.all)
    case .table(let style): needs = style.needs.union(order.needs)
    case .others: return .users
    }
    return isNamedOnly ? needs.subtracting(.holders) : needs.union(.holders)
  }

  private func print(
    _ snapshot: Snapshot, _ format: FormatOptions, _ check: FailIf?
  ) throws(Errno) {
    var inUTF8 = format
    inUTF8.charset = .utf8
    func positions(_ format: FormatOptions) -> [Int] {
      order.positions(of: snapshot.segments, format).filter { check?.hasMatch($0) ?? true }
    }
    switch form {
    case .json:
      let positions = positions(inUTF8)
      try snapshot.writeJSON(segmentsAt: positions, StandardOutput.write)
    case .jsonLines:
      let positions = positions(inUTF8)
      try snapshot.writeJSONLines(segmentsAt: positions, StandardOutput.write)
    case .table(let style):
      // A check that finds nothing prints nothing, so that cron sends no mail.
      if check?.isEmpty == true { return }
      let format = style.applied(to: format)
      try style.print(snapshot.segments, at: positions(format), format)
      if order.filter.isEmpty { try style.printSummaryOfOthers(of: snapshot, format) }
    case .others(let style): try style.printOthers(of: snapshot, style.applied(to: format))
    }
  }
}
