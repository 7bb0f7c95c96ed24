internal import Contents
internal import Kernel

/// Which of the bytes that were read have changed lately, and how many did since they were opened.
///
/// Why: Decisions/23-live-bytes-and-the-page-map.md
struct ByteChanges: Sendable {
  /// How long ago a byte changed, or how it differs from a picture to compare with.
  enum Mark: Sendable {
    case fresh, fading, different
  }

  /// Changes seen since the segment was opened; a byte that changes twice counts twice.
  private(set) var count: UInt64 = 0
  /// When the last one was seen.
  private(set) var last: Timestamp?
  /// For how many pictures more bytes are marked; those in a run at the start of the run.
  private var rest: [UInt64: UInt8] = [:]

  /// Pictures for which a changed byte is marked, and those of them at the end in which it fades.
  private static let marked: UInt8 = 20
  private static let fading: UInt8 = 14

  /// Takes in a picture and the one before it; what only one of them shows has not changed.
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
        for place in differences { rest[place] = Self.marked }
      }
    }
  }

  func mark(at place: UInt64) -> Mark? {
    switch rest[place] ?? 0 {
    case 0: nil
    case ...Self.fading: .fading
    default: .fresh
    }
  }

  /// Whether nothing is marked.
  var isEmpty: Bool { rest.isEmpty }

  /// Where something is marked, in no order.
  var places: some Sequence<UInt64> { rest.keys }
}
