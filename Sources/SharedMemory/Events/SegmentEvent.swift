/// What happened to a segment between two snapshots.
package struct SegmentEvent: Hashable, Sendable {
  /// The changes of a segment that are events.
  package enum Change: Hashable, Sendable {
    /// It was created, or seen for the first time.
    case created
    /// It is larger than before, in bytes.
    case grown(from: UInt64)
    /// It is smaller than before, in bytes.
    case shrunk(from: UInt64)
    /// Its name is gone, or a System V segment was marked for removal.
    case removed
    /// A process began to hold it; `nil` if it is known only from the kernel's count or answer.
    case held(by: Holder?)
    /// A process holds it no more; `nil` as in ``held(by:)``.
    case letGo(by: Holder?)
    /// Its memory is gone.
    case freed
  }

  package let change: Change
  /// The segment after the change, or as it was last seen if it is gone.
  package let segment: Segment

  package init(_ change: Change, _ segment: Segment) {
    self.change = change
    self.segment = segment
  }
}
