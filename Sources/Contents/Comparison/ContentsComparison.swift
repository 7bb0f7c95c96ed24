internal import Kernel
package import SystemPackage

/// A comparison of the bytes of two segments, or of a segment with a saved file.
///
/// Only the part that both have is compared. Holes that both have are skipped.
package struct ContentsComparison: Sendable {
  private let first: ContentsReader
  private let second: ContentsReader
  /// The offset in the first at which the second begins.
  private let base: UInt64

  package init(_ first: ContentsReader, with second: ContentsReader, from base: UInt64 = 0) {
    self.first = first
    self.second = second
    self.base = base
  }

  /// The result of looking for a difference.
  package enum Outcome: Hashable, Sendable {
    /// The offset in the first segment at which bytes begin to differ.
    case found(UInt64)
    case notFound
    case cancelled
  }

  /// The number of bytes that differ, as far as they were counted.
  package struct Count: Hashable, Sendable {
    package var differing: UInt64 = 0
    /// The offset up to which they were counted.
    package var reached: UInt64 = 0
    /// The end of the part that both have.
    package var end: UInt64 = 0

    package init(differing: UInt64 = 0, reached: UInt64 = 0, end: UInt64 = 0) {
      self.differing = differing
      self.reached = reached
      self.end = end
    }

    package var isDone: Bool { reached >= end }
  }

  /// The bytes that are compared at a time, few enough to stay in the processor's cache.
  private static var blockSize: Int { 1 << 16 }

  /// The end of the part that both have, as an offset in the first.
  private func end() throws(Errno) -> UInt64 {
    try max(base, min(first.size(), base.addingSaturated(second.size())))
  }

  /// The next run of differing bytes that begins after an offset.
  ///
  /// `shouldContinue` is called between blocks with the offset reached.
  package func nextDifference(
    after offset: UInt64, while shouldContinue: (UInt64) -> Bool
  ) throws(Errno) -> Outcome {
    let end = try end()
    guard offset < end else { return .notFound }
    var position = max(base, offset)
    // The rest of a run that the offset is in does not count; before the part, none is.
    var isInRun = offset >= base
    while position < end {
      if let data = try nextData(from: position, upTo: end), data > position {
        isInRun = false
        position = data
        continue
      }
      let block = try block(at: position, upTo: end)
      for index in 0..<block.count {
        let differs = block.first[index] != block.second[index]
        if differs && !isInRun { return .found(position + UInt64(index)) }
        isInRun = differs
      }
      guard block.count > 0 else { return .notFound }
      position += UInt64(block.count)
      guard shouldContinue(position) else { return .cancelled }
    }
    return .notFound
  }

  /// The start of the last run of differing bytes that begins before an offset.
  package func previousDifference(
    before offset: UInt64, while shouldContinue: (UInt64) -> Bool
  ) throws(Errno) -> Outcome {
    var end = min(offset, try end())
    // The start of the run that was found, which can begin in an earlier block.
    var found: UInt64?
    while end > base {
      if found == nil {
        guard let data = try endOfData(before: end) else { return .notFound }
        end = min(end, data)
        guard end > base else { return .notFound }
      }
      let start = end - min(end - base, UInt64(Self.blockSize))
      let block = try block(at: start, upTo: end)
      guard block.count > 0 else { break }
      for index in (0..<block.count).reversed() {
        if block.first[index] != block.second[index] {
          found = start + UInt64(index)
        } else if let found {
          return .found(found)
        }
      }
      end = start
      guard shouldContinue(end) else { return .cancelled }
    }
    return found.map(Outcome.found) ?? .notFound
  }

  /// Counts the bytes that differ from where an earlier count ended; returns whether it came to the end.
  package func count(
    _ count: inout Count, while shouldContinue: (Count) -> Bool
  ) throws(Errno) -> Bool {
    count.end = try end()
    count.reached = max(count.reached, base)
    while count.reached < count.end {
      if let data = try nextData(from: count.reached, upTo: count.end), data > count.reached {
        count.reached = data
        continue
      }
      let block = try block(at: count.reached, upTo: count.end)
      guard block.count > 0 else { break }
      if block.first[..<block.count] != block.second[..<block.count] {
        var differing = 0
        for index in 0..<block.count where block.first[index] != block.second[index] {
          differing += 1
        }
        count.differing += UInt64(differing)
      }
      count.reached += UInt64(block.count)
      guard shouldContinue(count) else { return false }
    }
    count.end = min(count.end, count.reached)
    return true
  }

  // MARK: Reading

  /// The first offset from which one of the two has data; the end if neither has.
  private func nextData(from offset: UInt64, upTo end: UInt64) throws(Errno) -> UInt64? {
    let one = try first.nextData(from: offset) ?? end
    let other = try second.nextData(from: offset - base).map { base.addingSaturated($0) } ?? end
    return min(end, max(offset, min(one, other)))
  }

  /// The end of the last data of one of the two before an offset; `nil` if both have only holes.
  private func endOfData(before limit: UInt64) throws(Errno) -> UInt64? {
    let one = try first.endOfData(before: limit)
    let other = try second.endOfData(before: limit - base).map { base.addingSaturated($0) }
    guard let one else { return other }
    return max(one, other ?? 0)
  }

  /// The bytes of both at an offset; as many as both gave.
  private func block(
    at offset: UInt64, upTo end: UInt64
  ) throws(Errno) -> (first: [UInt8], second: [UInt8], count: Int) {
    let count = Int(min(UInt64(Self.blockSize), end - offset))
    let one = try first.read(at: offset, count: count)
    let other = try second.read(at: offset - base, count: count)
    return (one, other, min(one.count, other.count))
  }
}
