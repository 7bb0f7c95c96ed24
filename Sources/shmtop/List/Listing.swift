internal import ArgumentParser
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
  /// The format of the segments.
  enum Form {
    case table(TextTable, FormatOptions.Units)
    case json
    case jsonLines
  }

  var form = Form.table(TextTable(fields: Field.defaults), .human)
  var order = SortAndFilter(by: .id)
  /// Processes that are assumed to hold nothing.
  var assumptions = Assumptions()
  /// Whether only segments with a name or an ID are listed, without a scan of processes.
  var isNamedOnly = false
  /// Whether the exit status says if there are any; see ``FailIf``.
  var isCheck = false

  /// Prints the current segments, and reports what could not be read.
  func run() throws(ExitCode) {
    var snapshotReader = SnapshotReader(assumptions: assumptions)
    let snapshot = snapshotReader.read(needs)
    let format = FormatOptions(charset: .current, of: snapshot)
    let check = isCheck ? FailIf(order.filter, snapshot, assuming: assumptions, format) : nil
    do {
      try print(snapshot, check)
    } catch {
      StandardError.complain(standardOutput: error)
      throw ExitCode.failure
    }
    for problem in snapshot.problems {
      StandardError.complain(DisplayText(problem, in: .current))
    }
    for fault in snapshot.faults where fault.affectsListing {
      StandardError.complain(DisplayText(fault, format))
    }
    InterruptedRemovals.report(snapshot)
    try check?.conclude(snapshot)
    if snapshot.problems.contains(where: { !$0.isMinor }) { throw ExitCode.failure }
  }

  /// The parts of a snapshot that are read.
  ///
  /// Which segments there are must not depend on columns, so processes are always scanned: unlinked
  /// files and memfds are found only there.
  ///
  /// Why: Decisions/48-rows-do-not-depend-on-columns.md
  private var needs: SnapshotReader.Needs {
    let needs: SnapshotReader.Needs =
      switch form {
      case .json, .jsonLines: .all
      case .table(let table, _):
        table.fields.reduce(into: order.needs) { $0.formUnion($1.needs) }
      }
    return isNamedOnly ? needs.subtracting(.holders) : needs.union(.holders)
  }

  private func print(_ snapshot: Snapshot, _ check: FailIf?) throws(Errno) {
    func positions(_ format: FormatOptions) -> [Int] {
      order.positions(of: snapshot.segments, format).filter { check?.hasMatch($0) ?? true }
    }
    switch form {
    case .json:
      let positions = positions(FormatOptions(charset: .utf8, of: snapshot))
      try snapshot.writeJSON(segmentsAt: positions, StandardOutput.write)
    case .jsonLines:
      let positions = positions(FormatOptions(charset: .utf8, of: snapshot))
      try snapshot.writeJSONLines(segmentsAt: positions, StandardOutput.write)
    case .table(let table, let units):
      let format = FormatOptions(charset: .current, units: units, of: snapshot)
      let positions = positions(format)
      // A check that finds nothing prints nothing, so that cron sends no mail.
      if check?.isEmpty == true { return }
      try StandardOutput.write(table.bytes(of: snapshot.segments, at: positions, format))
    }
  }
}
