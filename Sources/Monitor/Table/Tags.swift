internal import Formatting
internal import Query
internal import SharedMemory

/// The tagged segments, by identity: rows move, and numbers are used again.
///
/// Why: Decisions/03-two-identities.md
struct Tags: Sendable {
  /// Whether each was tagged by itself or by a filter for names, and not with all rows.
  private var choices: [Identity: Bool] = [:]
  /// How many of them are there now.
  private(set) var count = 0
  /// How many of those have no row, as a filter leaves them out.
  private(set) var hidden = 0
  /// Bytes that they cost; a file with several names counts once.
  private(set) var allocated: UInt64 = 0

  /// Whether nothing was tagged, or everything untagged.
  var isEmpty: Bool { choices.isEmpty }

  func contains(_ segment: Segment) -> Bool {
    !choices.isEmpty && choices[segment.identity] != nil
  }

  /// Whether a tagged segment was tagged by itself or by name, or just with all rows.
  func selection(of segment: Segment) -> RemovalPolicy.Selection {
    choices[segment.identity] == true ? .tag : .tagAll
  }

  /// Tags the segment of a row, or untags it.
  mutating func toggle(_ segment: Segment, in rows: TableModel) {
    let isTagged = choices.removeValue(forKey: segment.identity) == nil
    if isTagged { choices[segment.identity] = true }
    // Counting a hundred thousand anew takes longer than a key may.
    let bytes = segment.allocated ?? 0
    let (sum, isOutside) =
      isTagged
      ? allocated.addingReportingOverflow(bytes) : allocated.subtractingReportingOverflow(bytes)
    guard !choices.isEmpty, !segment.hasOtherNames, !isOutside else { return follow(rows) }
    count += isTagged ? 1 : -1
    allocated = sum
  }

  /// Tags all that have rows and are there.
  mutating func insertAll(of rows: TableModel) {
    let isChosen = rows.sortAndFilter.filter.isForNames
    for row in 0..<rows.count where !rows.isGone(row) {
      choices[rows[row].identity] = isChosen || choices[rows[row].identity] == true
    }
    follow(rows)
  }

  mutating func removeAll() { self = Tags() }

  /// Counts them in new rows; what is there no more stays tagged, as it can be back where only a
  /// reading failed.
  mutating func follow(_ rows: TableModel) {
    guard !choices.isEmpty else { return removeAll() }
    let tagged = segments(in: rows)
    count = tagged.count
    allocated = Totals(tagged).allocated
    guard rows.shown < rows.snapshot.segments.count else { return hidden = 0 }
    let shown = (0..<rows.count).count { !rows.isGone($0) && contains(rows[$0]) }
    hidden = count - min(count, shown)
  }

  /// Those that are there, in the order of a listing.
  func segments(in rows: TableModel) -> [Segment] { rows.snapshot.segments.filter(contains) }
}
