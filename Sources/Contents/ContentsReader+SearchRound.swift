internal import Kernel
package import SystemPackage

/// Where a search begins, and which way it goes.
package enum SearchStart: Hashable, Sendable {
  /// Forward, at this place or behind it.
  case from(UInt64)
  /// Backward, before this place.
  case before(UInt64)
}

/// How far a search or a copy has come.
package struct ContentsProgress: Hashable, Sendable {
  /// The offset that is reached.
  package let place: UInt64
  /// Bytes that are done with, of all there are to do.
  package let done: UInt64
  package let total: UInt64

  package init(place: UInt64, done: UInt64, total: UInt64) {
    self.place = place
    self.done = done
    self.total = total
  }
}

extension ContentsReader {
  /// Finds the next place where a pattern begins, round the end of the segment.
  package func search(
    for pattern: BytePattern, _ start: SearchStart, while shouldContinue: (ContentsProgress) -> Bool
  ) throws(Errno) -> SearchOutcome {
    let size = try size()
    switch start {
    case .from(let offset):
      let start = min(offset, size)
      let first = try search(for: pattern, from: start) { place in
        shouldContinue(ContentsProgress(place: place, done: place - min(start, place), total: size))
      }
      guard first == .notFound, start > 0 else { return first }
      var isStopped = false
      let second = try search(for: pattern, from: 0) { place in
        // From there on nothing was found.
        guard place < start else { return false }
        let done = (size - start).addingSaturated(place)
        isStopped = !shouldContinue(ContentsProgress(place: place, done: done, total: size))
        return !isStopped
      }
      return second == .cancelled && !isStopped ? .notFound : second
    case .before(let offset):
      let start = min(offset, size)
      let first = try search(for: pattern, before: start) { place in
        shouldContinue(ContentsProgress(place: place, done: start - min(start, place), total: size))
      }
      guard first == .notFound, start < size else { return first }
      var isStopped = false
      let second = try search(for: pattern, before: .max) { place in
        guard place > start else { return false }
        let done = start.addingSaturated(size - min(size, place))
        isStopped = !shouldContinue(ContentsProgress(place: place, done: done, total: size))
        return !isStopped
      }
      return second == .cancelled && !isStopped ? .notFound : second
    }
  }
}
