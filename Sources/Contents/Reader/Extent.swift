/// A part of a segment that is data throughout, or a hole throughout.
///
/// A hole has no memory behind it and reads as zeros. What was allocated and never written is a
/// hole too.
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
/// The smallest page of any host: with larger ones nothing is missed, only asked more often.
let pageGranularity: UInt64 = 4096
