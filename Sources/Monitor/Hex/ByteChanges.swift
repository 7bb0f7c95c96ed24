internal import Contents
internal import Kernel

/// The bytes that changed lately, and the number of changes since the segment was opened.
///
/// Why: Decisions/23-live-bytes-and-the-page-map.md
struct ByteChanges: Sendable {
  /// The mark of a byte: it just changed, changed a little earlier, or differs from the baseline.
  enum Mark: Sendable {
    case fresh, fading, different
  }

  /// Changes seen since the segment was opened; a byte that changes twice counts twice.
  private(set) var count: UInt64 = 0
  /// When the last change was seen.
  private(set) var last: Timestamp?
  /// For how many more reads a byte stays marked, by its offset; a run is marked at its start.
  private var rest: [UInt64: UInt8] = [:]

  /// The reads for which a changed byte is marked, and the last of them, in which it fades.
  private static let marked = ReadingRate.readsAfterChange
  private static let fading: UInt8 = 14

  /// Compares a page with the previous one; bytes that only one of them has are not changes.
  mutating func follow(_ page: ContentsPage, after before: ContentsPage) {
    let range = page.range
    rest = rest.compactMapValues { $0 > 1 ? $0 - 1 : nil }
    if !rest.isEmpty { rest = rest.filter { range.contains($0.key) } }
    for part in PageComparison(page, with: before).parts {
      let differences = part.differences
      guard !differences.isEmpty else { continue }
      count = count.addingSaturated(part.count)
      last = page.timestamp
      if part.line.isRun {
        rest[part.line.range.lowerBound] = Self.marked
      } else {
        for offset in differences { rest[offset] = Self.marked }
      }
    }
  }

  func mark(at offset: UInt64) -> Mark? {
    switch rest[offset] ?? 0 {
    case 0: nil
    case ...Self.fading: .fading
    default: .fresh
    }
  }

  /// The offsets of the marks, unsorted.
  var offsets: some Sequence<UInt64> { rest.keys }
}
