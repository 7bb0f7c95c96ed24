internal import ArgumentParser
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop show`: everything about the segments that are named, or that match a query.
struct Show: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show everything about segments: state, holders and facts.",
    discussion: """
      For each segment: whether it is safe to remove, and why; the processes that hold it, with the \
      memory that the exit of each frees (FREES); the application that creates such segments; and \
      all columns of 'shmtop list'. A ? stands for what is not known.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segments: [String] = []

  @Option(
    name: .customLong("where"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Show the segments that match, as in "state=removed size>1M"; see QUERIES in shmtop(1). The status \
      is 0 also if there are none.
      """, valueName: "query"),
    transform: { try FilterOptions.query($0) })
  var queries: [Filter] = []

  @Flag(name: [.customShort("J"), .long], help: "Print JSON in the format of 'list --json'.")
  var json = false

  @OptionGroup var trust: AssumptionOptions

  func validate() throws {
    try FilterOptions.refuseSecond(queries, option: "--where")
    guard segments.isEmpty != queries.isEmpty else {
      throw ValidationError("Give a segment or --where.")
    }
  }

  func run() throws {
    let selection = try SegmentSelection.selection(segments)
    var snapshotReader = SnapshotReader(assumptions: trust.assumptions, readsOnce: true)
    let snapshot = snapshotReader.read(.all)
    let (targets, allFound) =
      queries.isEmpty
      ? try SegmentSelection.resolve(selection, in: snapshot)
      : (Self.targets(matching: Filter(all: queries), in: snapshot), true)
    try StandardOutput.print { () throws(Errno) in
      if json {
        try snapshot.writeJSON(
          segmentsAt: Self.positions(of: targets, in: snapshot), StandardOutput.write)
      } else {
        try StandardOutput.write(Self.text(of: targets, in: snapshot))
      }
    }
    let isComplete = !snapshot.problems.contains { !$0.isMinor }
    if !allFound || !isComplete { throw ExitCode.failure }
  }

  /// The segments that match, in the order of a list; reports if there are none, or if that is not known.
  private static func targets(matching filter: Filter, in snapshot: Snapshot) -> [Segment] {
    SegmentSelection.reportProblems(of: snapshot)
    var format = FormatOptions(charset: .current, of: snapshot)
    if filter.needs.contains(.semaphores) {
      format.semaphores = SemaphoreValues(of: snapshot.segments)
    }
    let positions = SortAndFilter(by: .id, filter: filter).positions(of: snapshot.segments, format)
    if positions.isEmpty {
      let undecided = filter.undecided(
        among: snapshot.segments, first: snapshot.segments.count, in: Filter.Scene(format))
      StandardError.complain(
        undecided == 0
          ? "no segment matches" : "no segment is known to match; not known of \(undecided)")
    }
    return positions.map { snapshot.segments[$0] }
  }

  /// The reports, separated by empty lines.
  private static func text(of targets: [Segment], in snapshot: Snapshot) -> [UInt8] {
    let format = FormatOptions(charset: .current, of: snapshot)
    let reports = targets.map {
      SegmentReport(of: $0, signature: .find(in: $0), snapshot.scan, format).bytes
    }
    return Array(reports.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// The positions of the segments in the snapshot, in the order of the arguments.
  private static func positions(of targets: [Segment], in snapshot: Snapshot) -> [Int] {
    var places: [SegmentID: Int] = [:]
    for target in targets { places.updateValue(-1, forKey: target.identity.id) }
    for (position, segment) in snapshot.segments.enumerated() {
      let id = segment.identity.id
      if places[id] != nil { places[id] = position }
    }
    return targets.compactMap { places[$0.identity.id] }
  }
}
