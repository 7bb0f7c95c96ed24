internal import Kernel
package import SystemPackage

/// The shared memory of a snapshot in numbers, for `shmtop summary` and `shmtop metrics`.
package struct HostSummary: Sendable {
  package let snapshot: Snapshot
  package let totals: Totals
  /// By state; `nil` for segments that were not judged.
  package let states: Breakdown<Verdict.State?>
  /// By kind and state together; ``isCounted(_:)`` says which of its numbers are lower bounds.
  package let kindsAndStates: Breakdown<KindAndState>
  package let owners: Breakdown<UserID?>
  /// By the name of the application; `nil` for segments of which it is not known, or only guessed.
  package let applications: Breakdown<[UInt8]?>
  /// The processes that hold most of the limit that is closest to full, or most bytes; `nil` without a scan.
  package let processes: [ProcessUsage]?
  /// The orphan with the earliest birth.
  package let oldestOrphan: Segment?
  /// Whether every kind was listed, and every process was read or is assumed to hold nothing; if not, numbers
  /// are lower bounds.
  package let isComplete: Bool

  package init(of snapshot: Snapshot) {
    self.snapshot = snapshot
    totals = Totals(of: snapshot)
    isComplete = snapshot.unlisted.isEmpty && snapshot.areProcessesRead
    states = Breakdown(of: snapshot.segments, isComplete: isComplete) { $0.verdict?.state }
    kindsAndStates = Breakdown(
      of: snapshot.segments, isComplete: true, by: KindAndState.init(of:))
    owners = Breakdown(of: snapshot.segments, isComplete: isComplete, by: \.owner?.user)
    applications = Breakdown(of: snapshot.segments, isComplete: isComplete) {
      $0.application.flatMap { $0.application.isGuess ? nil : $0.application.name.bytes }
    }
    let nearest = snapshot.nearestLimit?.resource
    processes = snapshot.usages()?.sorted {
      let cost = { (usage: ProcessUsage) in nearest.map { usage.use(of: $0) } ?? usage.total }
      return (cost($1).rank, $0.process.rawValue) < (cost($0).rank, $1.process.rawValue)
    }
    let orphans = snapshot.segments.filter { $0.verdict?.state == .orphan && $0.birth != nil }
    oldestOrphan = orphans.min { one, other in
      guard let birth = one.birth, let otherBirth = other.birth else { return false }
      return birth < otherBirth
    }
  }

  /// The size of the largest System V segment in bytes, which SHMMAX limits; `nil` if not all could be listed.
  package var largestSystemV: UInt64? {
    snapshot.unlisted.contains(.systemV)
      ? nil : snapshot.segments.lazy.filter { $0.kind == .systemV }.map(\.size).max() ?? 0
  }
}
