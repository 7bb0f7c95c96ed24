internal import Kernel

/// A number of bytes, known exactly or between two bounds.
///
/// Why: Decisions/17-bounds-of-freed-memory.md
package struct ByteEstimate: Hashable, Sendable {
  /// The lower bound.
  package let least: UInt64
  /// The upper bound; `nil` if unknown.
  package let most: UInt64?

  package init(atLeast least: UInt64, atMost most: UInt64?) {
    self.least = least
    self.most = most
  }

  /// An exact number of bytes.
  package static func exactly(_ bytes: UInt64) -> ByteEstimate {
    ByteEstimate(atLeast: bytes, atMost: bytes)
  }

  /// A number of bytes between zero and an upper bound, which is `nil` if unknown.
  package static func atMost(_ bytes: UInt64?) -> ByteEstimate {
    ByteEstimate(atLeast: 0, atMost: bytes)
  }

  package static let zero = exactly(0)

  /// An unknown number of bytes.
  package static let unknown = atMost(nil)

  /// The number of bytes if it is exact; otherwise `nil`.
  package var bytes: UInt64? { least == most ? least : nil }

  /// The number to sort by: the upper bound, or the lower one if the upper is unknown.
  package var rank: UInt64 { most ?? least }

  /// The sum; its upper bound is unknown if either one is.
  package static func + (left: ByteEstimate, right: ByteEstimate) -> ByteEstimate {
    var most: UInt64?
    if let one = left.most, let other = right.most { most = one.addingSaturated(other) }
    return ByteEstimate(atLeast: left.least.addingSaturated(right.least), atMost: most)
  }
}
