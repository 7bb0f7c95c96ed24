package import Contents
package import SharedMemory

/// What the open segment is compared with.
package enum ComparedContents: Hashable, Sendable {
  /// Another segment, read with no more side effects than these.
  case segment(Segment, accepting: AccessMethod.SideEffects)
  /// A saved file, which begins at this offset of the segment.
  case file([UInt8], at: UInt64)

  /// The offset of the open segment at which it begins.
  package var base: UInt64 { if case .file(_, let offset) = self { offset } else { 0 } }

  /// The segment; `nil` for a file.
  package var segment: Segment? { if case .segment(let segment, _) = self { segment } else { nil } }

  /// The offset from which a file was saved, by its name; 0 if the name has none.
  ///
  ///     psm_1-0x1000.bin → 0x1000
  static func offset(inName path: [UInt8]) -> UInt64 {
    let ending = Array(".bin".utf8)
    guard path.suffix(ending.count).elementsEqual(ending) else { return 0 }
    let rest = path.dropLast(ending.count)
    let digits = rest.suffix(while: { Character(Unicode.Scalar($0)).isHexDigit })
    guard !digits.isEmpty, rest.dropLast(digits.count).suffix(3).elementsEqual("-0x".utf8) else {
      return 0
    }
    return UInt64(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
  }
}

extension BidirectionalCollection {
  /// The longest end whose elements all match.
  fileprivate func suffix(while matches: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex, matches(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}

/// Why the open segment cannot be compared.
package enum ComparisonProblem: Error, Hashable, Sendable {
  /// The other segment cannot be read.
  case contents(ContentsError)
  /// The file cannot be read, or should not be.
  case file(PathRefusal)
}
