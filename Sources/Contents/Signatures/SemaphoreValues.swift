package import SharedMemory

/// The states of the POSIX semaphores among some segments, at one moment.
package struct SemaphoreValues: Equatable, Sendable {
  private var values: [SegmentID: SemaphoreValue] = [:]

  /// No states.
  package init() {}

  /// Reads those that can be read without a trace.
  package init(of segments: [Segment]) {
    for segment in segments
    where segment.kind == .semaphore && segment.size == UInt64(SemaphoreValue.size) {
      guard let reader = try? ContentsReader.open(segment, accepting: .nothing),
        let bytes = try? reader.read(at: 0, count: SemaphoreValue.size)
      else { continue }
      values[segment.identity.id] = SemaphoreValue(bytes)
    }
  }

  /// The state of a semaphore; `nil` if it is not known.
  package subscript(_ id: SegmentID) -> SemaphoreValue? { values[id] }
}
