internal import Kernel

/// A shell pattern that must match the whole of a text, byte by byte; see glob(7).
///
/// `*` matches any bytes, `?` one byte, `[a-f]` one of these bytes, and `[!a-f]` one of the others.
/// A byte after a backslash matches itself. A slash is not special: `*` matches `a/b`.
///
/// A ``NamePattern`` has another syntax and is matched in the same way.
///
/// Why: Decisions/12-parsing-hostile-text.md
package struct Glob: Hashable, Sendable {
  /// A part of a pattern.
  enum Part: Hashable, Sendable {
    case byte(UInt8)
    case one(ByteSet)
    /// As many bytes of a set as there are, at least one; with `isPID`, they are a PID in decimal.
    case run(ByteSet, isPID: Bool)
    case anything
  }

  /// The parts, never two of ``Part/anything`` in a row.
  let parts: [Part]
  private let isFolded: Bool

  /// A pattern of parts; with `isFolded`, ASCII capitals of a text match small letters.
  init(_ parts: [Part], isFolded: Bool = false) {
    self.parts = parts.enumerated().filter { index, part in
      part != .anything || index == 0 || parts[index - 1] != .anything
    }.map(\.element)
    self.isFolded = isFolded
  }

  /// Parses a pattern; `nil` if a bracket is not closed or nothing follows a backslash.
  ///
  /// With `isFolded` the case of ASCII letters is ignored.
  package init?(_ pattern: some Sequence<UInt8>, isFolded: Bool = false) {
    var rest = Array(pattern)[...]
    var parts: [Part] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): parts.append(.anything)
      case UInt8(ascii: "?"): parts.append(.one(.all))
      case UInt8(ascii: "["):
        guard let set = ByteSet(bracket: &rest, isFolded: isFolded) else { return nil }
        parts.append(.one(set))
      case UInt8(ascii: "\\"):
        guard let literal = rest.popFirst() else { return nil }
        parts.append(.byte(literal.folded(isFolded)))
      default: parts.append(.byte(byte.folded(isFolded)))
      }
    }
    self.init(parts, isFolded: isFolded)
  }

  /// A match of a whole text.
  struct Match: Hashable, Sendable {
    /// The PIDs in the text, in its order.
    var processes: [ProcessID] = []
  }

  /// Whether the pattern matches the whole text: `a*c` matches `abc`, but not `abcd`.
  package func matches(_ text: some Collection<UInt8>) -> Bool { match(text) != nil }

  /// Matches a whole text; `nil` if it does not match.
  ///
  /// Only the last `*` is tried again with more bytes; the parts before it have already matched, and
  /// no other match of them ends sooner. So no pattern takes exponential time.
  func match(_ text: some Collection<UInt8>) -> Match? {
    text.withContiguousStorageIfAvailable(match)
      ?? Array(text).withUnsafeBufferPointer { match($0) }
  }

  private func match(_ text: UnsafeBufferPointer<UInt8>) -> Match? {
    var match = Match()
    var (part, byte) = (0, 0)
    var retry: (part: Int, byte: Int, match: Match)?
    while true {
      if part == parts.count {
        if byte == text.count { return match }
      } else if parts[part] == .anything {
        part += 1
        if part == parts.count { return match }
        retry = (part, byte, match)
        continue
      } else if let end = end(of: parts[part], in: text, from: byte, &match) {
        part += 1
        byte = end
        continue
      }
      guard let last = retry, last.byte < text.count,
        let next = start(of: parts[last.part], in: text, from: last.byte + 1)
      else { return nil }
      retry = (last.part, next, last.match)
      (part, byte, match) = (last.part, next, last.match)
    }
  }

  /// The first place from `start` on where a part can match; `nil` if there is none.
  ///
  /// Only a plain byte is searched for. That is quick, and most names do not have it.
  private func start(
    of part: Part, in text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    guard case .byte(let byte) = part, !isFolded else { return start }
    return text[start...].firstIndex(of: byte)
  }

  /// The end of the bytes that a part matches; `nil` if it matches none.
  private func end(
    of part: Part, in text: UnsafeBufferPointer<UInt8>, from start: Int, _ match: inout Match
  ) -> Int? {
    guard start < text.count else { return nil }
    switch part {
    case .byte(let byte): return text[start].folded(isFolded) == byte ? start + 1 : nil
    case .one(let set): return set.contains(text[start].folded(isFolded)) ? start + 1 : nil
    case .run(let set, let isPID):
      let digits = text[start...].prefix { set.contains($0) }
      guard !digits.isEmpty else { return nil }
      if isPID {
        guard let number = Int32(String(decoding: digits, as: UTF8.self)) else { return nil }
        match.processes.append(ProcessID(rawValue: number))
      }
      return digits.endIndex
    case .anything: return start
    }
  }
}
