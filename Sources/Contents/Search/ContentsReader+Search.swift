internal import Kernel
package import SystemPackage

/// The result of a search.
package enum SearchOutcome: Hashable, Sendable {
  /// The offset at which the pattern begins.
  case found(UInt64)
  case notFound
  case cancelled
}

/// Searching for bytes.
///
/// Holes count as zeros, and are skipped without reading. Only near data a part of a hole is read,
/// which allocates no page. So a pattern that begins or ends with zeros can match across the edge of
/// a hole. A pattern of zeros alone can match anywhere in one.
extension ContentsReader {
  /// Finds the first match of a pattern at or after `offset`.
  ///
  /// `shouldContinue` is called between blocks with the offset reached; if it returns `false`, the
  /// search is cancelled. If other processes write meanwhile, a match can combine bytes from different
  /// moments.
  package func search(
    for pattern: BytePattern, from offset: UInt64, while shouldContinue: (UInt64) -> Bool
  ) throws(Errno) -> SearchOutcome {
    let (size, length) = (try size(), UInt64(pattern.count))
    let buffer = SearchBuffer(overlap: pattern.count - 1)
    let skipsHoles = !pattern.isAllZeros
    var position = offset
    while position < size, length <= size - position {
      if skipsHoles {
        guard let data = try nextData(from: position) else { return .notFound }
        position = max(position, data - min(data, length - 1))
      }
      let got = try buffer.fill(from: self, at: position, count: buffer.bytes.count)
      if let match = pattern.firstMatch(in: got) { return .found(position + UInt64(match)) }
      guard UInt64(got.count) >= length else { return .notFound }
      position += UInt64(got.count) - (length - 1)
      guard shouldContinue(position) else { return .cancelled }
    }
    return .notFound
  }

  /// Finds the last match of a pattern that begins before `offset`.
  package func search(
    for pattern: BytePattern, before offset: UInt64, while shouldContinue: (UInt64) -> Bool
  ) throws(Errno) -> SearchOutcome {
    let (size, length) = (try size(), UInt64(pattern.count))
    guard length <= size else { return .notFound }
    let buffer = SearchBuffer(overlap: pattern.count - 1)
    let skipsHoles = !pattern.isAllZeros
    // Matches begin before this offset.
    var end = min(offset, size - length + 1)
    while end > 0 {
      if skipsHoles {
        guard let data = try endOfData(before: end + (length - 1)) else { return .notFound }
        end = min(end, data)
      }
      let start = end - min(end, UInt64(SearchBuffer.blockSize))
      let count = Int(end - start) + pattern.count - 1
      let got = try buffer.fill(from: self, at: start, count: count)
      if let match = pattern.lastMatch(in: got) { return .found(start + UInt64(match)) }
      end = start
      guard shouldContinue(end) else { return .cancelled }
    }
    return .notFound
  }
}

/// Memory for a block of a segment, and for the part of the next block that a match can extend into.
private final class SearchBuffer {
  let bytes: UnsafeMutableRawBufferPointer

  /// The size of a block, in bytes: small enough to stay in the processor's cache until compared.
  static var blockSize: Int { 1 << 18 }

  init(overlap: Int) {
    bytes = .allocate(byteCount: Self.blockSize + overlap, alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// The bytes at an offset; fewer at the end of the segment.
  func fill(
    from reader: ContentsReader, at offset: UInt64, count: Int
  ) throws(Errno) -> UnsafeRawBufferPointer {
    let room = UnsafeMutableRawBufferPointer(rebasing: bytes[..<count])
    let got = try reader.read(at: offset, into: room)
    return UnsafeRawBufferPointer(rebasing: room[..<got])
  }
}

/// The start and the direction of a search.
package enum SearchStart: Hashable, Sendable {
  /// Forward, at or after this offset.
  case from(UInt64)
  /// Backward, before this offset.
  case before(UInt64)
}

/// The progress of a search or a copy, in bytes.
package struct ContentsProgress: Hashable, Sendable {
  /// The offset reached.
  package let offset: UInt64
  /// The number of bytes that were searched or copied.
  package let done: UInt64
  /// The number of bytes to be searched or copied.
  package let total: UInt64

  package init(offset: UInt64, done: UInt64, total: UInt64) {
    self.offset = offset
    self.done = done
    self.total = total
  }
}

extension ContentsReader {
  /// Finds the next match of a pattern, wrapping around at the end of the segment.
  package func search(
    for pattern: BytePattern, _ start: SearchStart, while shouldContinue: (ContentsProgress) -> Bool
  ) throws(Errno) -> SearchOutcome {
    let size = try size()
    switch start {
    case .from(let offset):
      let start = min(offset, size)
      let first = try search(for: pattern, from: start) { offset in
        shouldContinue(
          ContentsProgress(offset: offset, done: offset - min(start, offset), total: size))
      }
      guard first == .notFound, start > 0 else { return first }
      var isStopped = false
      let second = try search(for: pattern, from: 0) { offset in
        // The rest was searched already.
        guard offset < start else { return false }
        let done = (size - start).addingSaturated(offset)
        isStopped = !shouldContinue(ContentsProgress(offset: offset, done: done, total: size))
        return !isStopped
      }
      return second == .cancelled && !isStopped ? .notFound : second
    case .before(let offset):
      let start = min(offset, size)
      let first = try search(for: pattern, before: start) { offset in
        shouldContinue(
          ContentsProgress(offset: offset, done: start - min(start, offset), total: size))
      }
      guard first == .notFound, start < size else { return first }
      var isStopped = false
      let second = try search(for: pattern, before: .max) { offset in
        guard offset > start else { return false }
        let done = start.addingSaturated(size - min(size, offset))
        isStopped = !shouldContinue(ContentsProgress(offset: offset, done: done, total: size))
        return !isStopped
      }
      return second == .cancelled && !isStopped ? .notFound : second
    }
  }
}
