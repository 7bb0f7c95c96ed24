private import Glibc

/// Counts equal rows by comparing memory with itself, shifted by one row.
///
/// One `memcmp` of 64 KiB replaces 4,096 comparisons of 16 bytes. The test
/// `lines are the same from whichever offset they are requested` compares it with a plain version
/// that goes row by row.
enum RowRuns {
  /// The number of rows at the start that equal the pattern.
  static func count(atStartOf rows: UnsafeRawBufferPointer, like pattern: [UInt8]) -> Int {
    let width = pattern.count
    guard rows.count >= width, isEqual(rows, 0, to: pattern) else { return 0 }
    var known = 1
    var limit = rows.count / width
    if isShiftEqual(rows, from: 0, count: limit - 1, width) { return limit }
    // The first row that differs is at `known` or after it, and before `limit`.
    while known + 1 < limit {
      let middle = known + (limit - known) / 2
      if isShiftEqual(rows, from: known - 1, count: middle - known, width) {
        known = middle
      } else {
        limit = middle
      }
    }
    return known
  }

  /// The number of rows at the end that equal the pattern.
  static func count(atEndOf rows: UnsafeRawBufferPointer, like pattern: [UInt8]) -> Int {
    let width = pattern.count
    let all = rows.count / width
    guard all > 0, isEqual(rows, all - 1, to: pattern) else { return 0 }
    if isShiftEqual(rows, from: 0, count: all - 1, width) { return all }
    var known = 1
    var limit = all
    while known + 1 < limit {
      let middle = known + (limit - known) / 2
      if isShiftEqual(rows, from: all - middle, count: middle - known, width) {
        known = middle
      } else {
        limit = middle
      }
    }
    return known
  }

  private static func isEqual(
    _ rows: UnsafeRawBufferPointer, _ index: Int, to pattern: [UInt8]
  ) -> Bool {
    guard let base = rows.baseAddress else { return false }
    return memcmp(base + index * pattern.count, pattern, pattern.count) == 0
  }

  /// Whether each of `count` rows equals the row after it.
  private static func isShiftEqual(
    _ rows: UnsafeRawBufferPointer, from index: Int, count: Int, _ width: Int
  ) -> Bool {
    guard let base = rows.baseAddress else { return true }
    let start = base + index * width
    return memcmp(start, start + width, count * width) == 0
  }
}
