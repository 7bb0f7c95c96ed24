internal import ArgumentParser
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// `shmtop show`: everything about the segments that are named.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show everything about segments: verdict, holders and facts.",
    discussion: """
      For each segment: whether it is safe to remove, and why; the processes that hold it, with the \
      memory that the exit of each frees (FREES); the application that creates such segments; and \
      all columns of 'shmtop list'. A ? stands for what is not known.
      """)

  @OptionGroup var segments: SegmentSelection

  @Flag(name: [.customShort("J"), .long], help: "Print JSON in the format of 'list --json'.")
  var json = false

  @OptionGroup var trust: AssumptionOptions

  func run() throws {
    let selection = try segments.selection()
    var snapshotReader = SnapshotReader(assumptions: trust.assumptions)
    let snapshot = snapshotReader.read(.all)
    let (targets, allFound) = try SegmentSelection.resolve(selection, in: snapshot)
    do throws(Errno) {
      if json {
        try snapshot.writeJSON(
          segmentsAt: Self.positions(of: targets, in: snapshot), StandardOutput.write)
      } else {
        try StandardOutput.write(Self.text(of: targets, in: snapshot))
      }
    } catch {
      StandardError.complain(standardOutput: error)
      throw ExitCode.failure
    }
    let isComplete = !snapshot.problems.contains { !$0.isMinor }
    if !allFound || !isComplete { throw ExitCode.failure }
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
