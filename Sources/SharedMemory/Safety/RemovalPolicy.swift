/// The rules that decide whether a segment may be removed, alone or in bulk.
///
/// `shmtop rm` and the monitor both ask ``decision(on:selectedBy:bytes:)``. For `rm --yes NAME` the name on
/// the command line counts as the typed ID. ``Removal`` in Operations checks that the segment is the same.
///
/// Why: Decisions/38-removal-policy.md
package enum RemovalPolicy {
  /// How the user selected a segment.
  package enum Selection: Hashable, Sendable {
    /// Alone, by its row in the monitor or as an argument of `rm`.
    case row
    /// Its row was tagged by itself, or with all rows while a filter by name or application was set.
    case tag
    /// Its row was tagged with all rows, without such a filter.
    case tagAll
    /// By `--orphans` with `--name` or `--app`.
    case orphansByName
    /// By `--orphans` with neither.
    case orphans
  }

  /// The decision on one segment.
  package enum Decision: Hashable, Sendable {
    case allowed
    /// The user must read this warning and type the ID first.
    case allowedWithTypedID(warning: StaticText)
    case excluded(Exclusion)
  }

  /// Why a segment is not removed.
  package enum Exclusion: Hashable, Sendable {
    /// It has no name to remove.
    case noName
    /// It is a semaphore: programs open it by name whenever they need it, so no scan shows them all.
    case semaphore
    /// It is not an orphan; `nil` if processes were not scanned.
    case notOrphan(Verdict.State?)
    /// Removing it does the harm that this warning names, so it must be selected more explicitly.
    case warning(StaticText)
    /// No known application uses such a name, and it was not selected by name.
    case unknownName
  }

  /// Decides on one segment by its kind, verdict and application.
  ///
  /// `bytes` are what its contents say of its application, if they were read. They are read before a
  /// question about one segment only.
  package static func decision(
    on segment: Segment, selectedBy selection: Selection, bytes: ContentsEvidence = .unread
  ) -> Decision {
    if !segment.hasName { return .excluded(.noName) }
    switch selection {
    case .row:
      let warning = segment.application(by: bytes)?.application.warning
      return warning.map { .allowedWithTypedID(warning: $0) } ?? .allowed
    case .tag, .tagAll, .orphansByName, .orphans:
      return bulkExclusion(of: segment, selectedBy: selection).map { .excluded($0) } ?? .allowed
    }
  }

  private static func bulkExclusion(
    of segment: Segment, selectedBy selection: Selection
  ) -> Exclusion? {
    if segment.kind == .semaphore { return .semaphore }
    guard segment.verdict?.state == .orphan else { return .notOrphan(segment.verdict?.state) }
    if selection == .orphansByName { return nil }
    // Recognising the application takes the longest, so it comes last.
    let application = segment.application?.application
    if let warning = application?.warning { return .warning(warning) }
    let isByName = selection == .tag
    return application == nil && segment.kind == .posix && !isByName ? .unknownName : nil
  }
}
