import Monitor
import SharedMemory
import TestSupport
import Testing

@testable import shmtop
import Contents

extension TestSegment {
  /// The segment, open for its bytes.
  func open(_ session: SessionID) throws -> RunnerState.OpenSegment {
    let segment = try segment()
    return RunnerState.OpenSegment(
      session: session, segment: segment,
      reader: try ContentsReader.open(segment, accepting: .nothing))
  }
}
