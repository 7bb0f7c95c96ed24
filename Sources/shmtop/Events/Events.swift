internal import ArgumentParser
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop events`: what happens to segments, as it happens.
struct Events: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a line when a segment is created, resized, removed, held, let go or freed.",
    discussion: """
      Each scan is compared with the one before it, so the first prints nothing. The time of an event \
      is that of the scan. Names in /dev/shm are watched, and a change of them starts a scan at once. All \
      else is seen by the next scan: what begins and ends between two scans is not seen at all.

      Events: created (or seen for the first time), grown and shrunk (its size, not its memory use), \
      removed (its name is gone), held and let-go (a process opened or released it), freed (its memory is \
      gone; for a file only if all processes could be read). What cannot be read never counts as a change.

      ^C ends it.
      """)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The time between two scans: seconds, or a time such as 5s or 10m (default: 2s).",
      valueName: "time"),
    transform: { try TypedArgument.seconds($0, from: 1) })
  var every: Int64 = 2

  @Flag(name: .shortAndLong, help: "Print sizes in bytes.")
  var bytes = false

  @Flag(
    name: [.customShort("J"), .long, .customLong("json")],
    help: "Print each event as one line of JSON, with all that is known of the segment.")
  var jsonLines = false

  @OptionGroup(title: "Filters") var filters: FilterOptions

  @OptionGroup var trust: AssumptionOptions

  func validate() throws {
    if jsonLines && bytes {
      throw ValidationError("--json-lines cannot be combined with --bytes.")
    }
  }

  func run() throws {
    try StandardOutput.check()
    var watch = SnapshotWatch(every: .seconds(every), assuming: trust.assumptions)
    var earlier = watch.look()
    var complaints = complain(about: earlier, except: [])
    while watch.wait() {
      let later = watch.look()
      let difference = SnapshotDifference(from: earlier, to: later)
      earlier = later
      try StandardOutput.print { () throws(Errno) in try print(difference.events, of: later) }
      complaints = complain(about: later, except: complaints)
    }
  }

  /// Prints the events that match the filters.
  private func print(_ events: [SegmentEvent], of snapshot: Snapshot) throws(Errno) {
    guard !events.isEmpty else { return }
    let filter = filters.filter
    var format = FormatOptions(
      charset: .current, units: bytes ? .bytes : .human, of: snapshot)
    let matches = events.filter { filter.isEmpty || filter.matches($0.segment, format) }
    if jsonLines {
      return try snapshot.writeJSONLines(of: matches, StandardOutput.write)
    }
    format.times = .iso
    format.isLocalTime = true
    try StandardOutput.write(
      matches.flatMap { DisplayText($0, format).utf8 + [UInt8(ascii: "\n")] })
  }

  /// Reports what could not be read, unless that was reported with the look before, and returns it.
  private func complain(
    about snapshot: Snapshot, except known: [DisplayText]
  ) -> [DisplayText] {
    let latest = snapshot.problems.map { DisplayText($0, in: .current) }
    latest.filter { !known.contains($0) }.forEach(StandardError.complain)
    return latest
  }
}
