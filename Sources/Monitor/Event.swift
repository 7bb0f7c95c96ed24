package import Canvas
package import SharedMemory

/// What happened, as the monitor is told of it.
package enum Event: Sendable {
  case key(Key)
  case resized(Size)
  /// The time between two refreshes is over.
  case refreshDue
  /// A snapshot was taken, or its rows were put in another order.
  case rows(Rows)
  /// A segment was opened for looking at its bytes, or not.
  case contentsOpened(SegmentID, Result<ContentsWay, ContentsRefusal>)
  /// Bytes of the open segment were read.
  case contentsRead(SegmentID, ContentsPage)
  /// The bytes of the open segment could not be read.
  case contentsFailed(SegmentID, ContentsRefusal)
  /// A segment was removed, or not; with how many attachments keep its memory, where counted.
  case removed(Segment, Result<UInt64?, RemovalRefusal>)
}

/// Some bytes of a segment as they were at one moment.
package struct ContentsPage: Hashable, Sendable {
  package let offset: UInt64
  package let bytes: [UInt8]

  package init(offset: UInt64, bytes: [UInt8]) {
    self.offset = offset
    self.bytes = bytes
  }
}
