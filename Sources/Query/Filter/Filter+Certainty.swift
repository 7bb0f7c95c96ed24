package import SharedMemory

/// A segment that no scan has seen, because only processes lead to it and not all could be read.
///
/// It has no name, and something holds it.
package enum UnseenSegment: CaseIterable, Sendable {
  case unlinkedFile, unlinkedSemaphore, memfd

  var kind: Segment.Kind {
    switch self {
    case .unlinkedFile: .posix
    case .unlinkedSemaphore: .semaphore
    case .memfd: .memfd
    }
  }

  var state: Verdict.State { self == .memfd ? .inUse : .removed }
}

extension Filter {
  /// Whether the segment of a row matches; `nil` if that is not known.
  ///
  /// Here the state `unknown` may turn out to be any other, so `not state=in-use` is not known of it.
  package func answer(_ row: Int, of segments: [Segment], in scene: Scene) -> Bool? {
    guard let tests else { return true }
    var scene = scene
    scene.doubtsStates = true
    return tests.matches(row, of: segments, scene)
  }

  /// Whether a segment that no scan has seen can match.
  package var canMatchUnseen: Bool {
    guard let tests else { return true }
    return UnseenSegment.allCases.contains { tests.matches($0) != false }
  }
}
