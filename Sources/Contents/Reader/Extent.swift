/// A part of a segment that is entirely data or entirely a hole.
///
/// A hole has no memory and reads as zeros. Memory that was allocated but never written is a hole
/// too.
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

/// How finely the kernel tells data from holes, in bytes.
///
/// It is the smallest page of any host. With larger pages nothing is missed; there are only more
/// queries.
let pageGranularity: UInt64 = 4096
