internal import Formatting
internal import Kernel
internal import SafeText
internal import SharedMemory

/// A word that is searched in the NAME column.
///
/// It is a part of a name, as the column shows it or in its own bytes. `*`, `?` and `[a-z]` are as in a
/// shell. A word that starts with a slash is the start of a name. A word without ASCII capitals matches
/// both cases.
struct LabelPattern: Sendable {
  /// The longest part without special characters, which each match contains; `nil` if none is known.
  private let literal: [UInt8]?
  /// Whether that is all, so that no pattern need be tried.
  private let isLiteral: Bool
  private let globs: [Glob]
  private let isFolded: Bool
  /// Whether names can match in their own bytes only: columns show some bytes as escapes.
  private let canMatchRaw: Bool

  /// Parses a word; `nil` if it is empty, or a bracket is not closed.
  init?(_ word: [UInt8]) {
    guard !word.isEmpty, Glob(word) != nil else { return nil }
    isFolded = !word.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    let isSpecial = word.contains { Array("*?[\\".utf8).contains($0) }
    let isStart = word.first == UInt8(ascii: "/")
    isLiteral = !isSpecial && !isStart
    let isSplit = !word.contains { Array("[\\".utf8).contains($0) }
    literal =
      isSplit
      ? word.split { Array("*?".utf8).contains($0) }.max { $0.count < $1.count }.map(Array.init)
      : nil
    let starts = isStart ? [[], Array("memfd:".utf8)] : [Array("*".utf8)]
    globs = starts.compactMap { [isFolded] in
      Glob($0 + word + Array("*".utf8), isFolded: isFolded)
    }
    canMatchRaw = isSpecial || word.contains { !(0x21..<0x7f).contains($0) }
  }

  /// Whether it matches the label of a row; `nil` if the name itself, which is not in the label, can match.
  func matches(_ row: Int, in labels: NameIndex) -> Bool? {
    if labels.matches(self, at: row) { return true }
    return canMatchRaw ? nil : false
  }

  /// Whether it matches the label of each row; `nil` if a pattern must be tried, or the names themselves.
  func rows(in labels: NameIndex) -> [Bool]? {
    guard isLiteral, !canMatchRaw, let literal else { return nil }
    return labels.rows(containing: literal, isFolded: isFolded)
  }

  /// Whether it matches the name of a segment.
  func matches(_ segment: Segment, row: Int, in scene: Filter.Scene) -> Bool {
    if let labels = scene.labels {
      if labels.matches(self, at: row) { return true }
    } else {
      var label = DisplayText()
      label.append(labelOf: segment, in: scene.format.charset)
      if label.utf8.withUnsafeBufferPointer({ matches($0[...]) }) { return true }
    }
    guard canMatchRaw, let bytes = segment.name?.bytes ?? segment.label,
      bytes.contains(where: { !(0x21..<0x7f).contains($0) || $0 == UInt8(ascii: "\\") }),
      let name = segment.name?.slashed ?? segment.label
    else { return false }
    return name.withUnsafeBufferPointer { matches($0[...]) }
  }

  /// Whether it matches a text.
  func matches(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    // Searching is much faster than matching a pattern.
    if let literal, !text.contains(literal, isFolded: isFolded) { return false }
    return isLiteral || globs.contains { $0.matches(text) }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Whether a text is a part of it; with `isFolded` in any case, and the text is in lower case.
  func contains(_ text: [UInt8], isFolded: Bool) -> Bool {
    let last = endIndex - text.count
    guard let first = text.first, startIndex <= last else { return false }
    for start in startIndex...last where self[start].folded(isFolded) == first {
      var length = 1
      while length < text.count, self[start + length].folded(isFolded) == text[length] {
        length += 1
      }
      if length == text.count { return true }
    }
    return false
  }
}
