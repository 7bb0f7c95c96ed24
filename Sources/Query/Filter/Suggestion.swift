internal import Kernel

/// The word that a user may have meant.
package enum Suggestion {
  /// The nearest word to a text that is none; `nil` if none is near.
  ///
  ///     stat → state, Orphn → orphan, siez → SIZE, colour → nil
  package static func nearest(to text: [UInt8], among words: [[UInt8]]) -> [UInt8]? {
    // A longer text is no word with an error in it.
    guard (2...24).contains(text.count) else { return nil }
    let text = text.map { $0.folded(true) }
    let folded = words.map { word in (word, folded: word.map { $0.folded(true) }) }
    let nearest = folded.map { ($0.0, distance(text, $0.folded)) }.min { $0.1 < $1.1 }
    if let (word, errors) = nearest, errors <= max(1, text.count / 3) { return word }
    return folded.first {
      $0.folded.starts(with: text) || text.starts(with: $0.folded) && $0.folded.count > 2
    }?.0
  }

  /// The number of bytes to insert, to delete, to replace, or to swap with the next.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for (i, byte) in a.enumerated() {
      var row = [i + 1]
      for (j, other) in b.enumerated() {
        var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (byte == other ? 0 : 1))
        if i > 0, j > 0, byte == b[j - 1], a[i - 1] == other {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }
}
