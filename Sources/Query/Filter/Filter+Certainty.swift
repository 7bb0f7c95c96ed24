package import SharedMemory

/// A segment that may exist, but was not seen.
package enum UnseenSegment: CaseIterable, Sendable {
  /// Only processes lead to it, and not all could be read. It has no name, and something holds it.
  case unlinkedFile, unlinkedSemaphore, memfd
  /// Its table or its directory could not be read.
  case systemV, file, semaphore

  /// Those to which only processes lead.
  package static let held: [UnseenSegment] = [.unlinkedFile, .unlinkedSemaphore, .memfd]

  /// Those of some kinds whose tables or directories could not be read.
  package static func listed(_ kinds: Set<Segment.Kind>) -> [UnseenSegment] {
    [.systemV, .file, .semaphore].filter { kinds.contains($0.kind) }
  }

  var kind: Segment.Kind {
    switch self {
    case .unlinkedFile, .file: .posix
    case .unlinkedSemaphore, .semaphore: .semaphore
    case .memfd: .memfd
    case .systemV: .systemV
    }
  }

  /// Its state; `nil` if that is not known.
  var state: Verdict.State? {
    switch self {
    case .unlinkedFile, .unlinkedSemaphore: .removed
    case .memfd: .inUse
    case .systemV, .file, .semaphore: nil
    }
  }
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

  /// Whether one of these segments can match.
  package func canMatch(_ unseen: [UnseenSegment]) -> Bool {
    guard let tests else { return !unseen.isEmpty }
    return unseen.contains { tests.matches($0) != false }
  }
}
