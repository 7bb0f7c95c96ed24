internal import Kernel

/// The part of a name that does not change from one segment of a program to the next.
///
/// `psm_4f1c22d0` → `psm_*`, `torch_18233_9911` → `torch_*`, `sem.mp-k2j7q0x1` → `sem.mp-*`.
package enum NamePattern {
  /// The name with a star for each number and each random part, and one for several in a row.
  package static func pattern(of name: [UInt8]) -> [UInt8] {
    var pattern: [UInt8] = []
    pattern.reserveCapacity(name.count)
    var start = 0
    while start < name.count {
      let end = name[start...].firstIndex { !$0.isAlphanumeric } ?? name.count
      append(name[start..<end], to: &pattern)
      if end < name.count { pattern.append(name[end]) }
      start = end + 1
    }
    return pattern
  }

  private static let star = UInt8(ascii: "*")

  private static func append(_ word: ArraySlice<UInt8>, to pattern: inout [UInt8]) {
    guard !isRandom(word) else {
      // A star, a separator and a star are one.
      if pattern.count >= 2, pattern[pattern.count - 2] == star {
        pattern.removeLast()
      } else {
        pattern.append(star)
      }
      return
    }
    for (index, byte) in zip(word.indices, word) {
      if !byte.isDigit {
        pattern.append(byte)
      } else if index == word.startIndex || !word[index - 1].isDigit {
        pattern.append(star)
      }
    }
  }

  /// Whether a word is a number, hexadecimal, or a mix of letters and digits that looks random.
  private static func isRandom(_ word: ArraySlice<UInt8>) -> Bool {
    guard !word.isEmpty else { return false }
    let digits = word.count { $0.isDigit }
    if digits == word.count { return true }
    if word.allSatisfy(\.isHexDigit) { return digits > 0 ? word.count >= 4 : word.count >= 8 }
    let runs = word.indices.count {
      word[$0].isDigit && ($0 == word.startIndex || !word[$0 - 1].isDigit)
    }
    return word.count >= 6 && runs >= 2
  }
}
