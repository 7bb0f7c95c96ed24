internal import Formatting
package import SafeText
package import SharedMemory

/// The orphans of a snapshot that may be removed in bulk.
///
/// Why: Decisions/38-removal-policy.md
package struct OrphanSelection {
  /// The orphans, in the order of the snapshot.
  package private(set) var segments: [Segment] = []
  /// The number of other orphans that match the filter, but have names that no known application
  /// uses.
  package private(set) var unknownNames = 0
  /// The number of other orphans that match the filter, but whose application has a warning.
  package private(set) var warned = 0

  /// The number of segments that match the filter, and are no orphans only because they have just changed.
  package private(set) var recent = 0

  /// Selects the orphans that match a filter and that ``RemovalPolicy`` allows to remove.
  ///
  /// Words alone match names as they are shown in `charset`.
  package init(_ snapshot: Snapshot, _ filter: Filter, in charset: Charset) {
    let selection: RemovalPolicy.Selection = filter.selectsByName ? .orphansByName : .orphans
    let format = FormatOptions(charset: charset, of: snapshot)
    for segment in snapshot.segments {
      let isRecent = segment.verdict?.isOnlyRecent == true
      guard isRecent || segment.verdict?.state == .orphan, filter.matches(segment, format) else {
        continue
      }
      if isRecent {
        recent += 1
        continue
      }
      switch RemovalPolicy.decision(on: segment, selectedBy: selection) {
      case .allowed: segments.append(segment)
      case .excluded(.unknownName): unknownNames += 1
      case .excluded(.warning): warned += 1
      case .excluded, .allowedWithTypedID: continue
      }
    }
  }
}
