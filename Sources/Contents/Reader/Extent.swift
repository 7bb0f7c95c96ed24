/// A part of a segment that is entirely data or entirely a hole.
///
/// A hole takes no memory and reads as zeros. Pages that were allocated but never written count as
/// holes too.
///
/// Why: Decisions/20-holes.md
package struct Extent: Hashable, Sendable {
  package let range: Range<UInt64>
  package let isHole: Bool

  package init(range: Range<UInt64>, isHole: Bool) {
    self.range = range
    self.isHole = isHole
  }
}

/// The steps, in bytes, in which data and holes are told apart.
///
/// It is the smallest page size of any host. On hosts with larger pages the results are the same, with
/// more queries.
let pageGranularity: UInt64 = 4096
