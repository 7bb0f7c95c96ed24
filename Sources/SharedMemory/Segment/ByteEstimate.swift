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

  /// What is known: so many bytes.
  package static func exactly(_ bytes: UInt64) -> ByteEstimate {
    ByteEstimate(atLeast: bytes, atMost: bytes)
  }

  /// What is known up to a limit.
  package static func atMost(_ bytes: UInt64?) -> ByteEstimate {
    ByteEstimate(atLeast: 0, atMost: bytes)
  }

  package static let zero = exactly(0)

  /// Nothing is known.
  package static let unknown = atMost(nil)

  /// The number of bytes, where it is known; `nil` if it could be another.
  package var bytes: UInt64? { least == most ? least : nil }

  /// What to sort by: the most that it can be, as far as that is known.
  package var rank: UInt64 { most ?? least }

  /// The sum; what is not known in one is not known in it.
  package static func + (left: ByteEstimate, right: ByteEstimate) -> ByteEstimate {
    var most: UInt64?
    if let one = left.most, let other = right.most { most = one.addingSaturated(other) }
    return ByteEstimate(atLeast: left.least.addingSaturated(right.least), atMost: most)
  }
}
