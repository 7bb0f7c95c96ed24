internal import Operations

/// The bytes that were typed over those of a segment and are not written yet, with the way back.
///
/// Why: Decisions/102-edits-are-laid-over-live-bytes.md
struct HexEdits: Sendable {
  /// A typed byte, and the one of the segment that it is to replace.
  struct Byte: Hashable, Sendable {
    fileprivate(set) var typed: UInt8
    /// The byte of the segment as it was last read.
    fileprivate(set) var below: UInt8
    /// Whether that has changed since this one was typed.
    fileprivate(set) var hasChangedBelow = false
  }

  /// A step that can be undone: what was at the cursor before.
  private struct Step {
    let cursor: UInt64
    let half: UInt64?
    let before: [Byte?]
  }

  /// The typed bytes by their offsets; a byte like that below it is none.
  private(set) var bytes: [UInt64: Byte] = [:]
  private var steps: [Step] = []
  /// The byte of which the high half was typed just now; the next digit there replaces its low half.
  private var half: UInt64?

  /// The most bytes that are edited before a write.
  static let mostBytes = 4096
  /// The most parts without a gap: each is written by itself, and has a line in the log.
  static let mostParts = 100

  var isEmpty: Bool { bytes.isEmpty }

  var count: Int { bytes.count }

  /// The number of typed bytes below which the segment has changed.
  var changedBelow: Int { bytes.values.count { $0.hasChangedBelow } }

  /// Whether the next digit at an offset replaces the low half of the byte.
  func isLow(at offset: UInt64) -> Bool { half == offset }

  /// Whether there is anything to undo.
  var canUndo: Bool { !steps.isEmpty }

  subscript(offset: UInt64) -> Byte? { bytes[offset] }

  // MARK: Typing

  /// Replaces half of the byte at the cursor, first the high one; `below` is the byte of the segment.
  ///
  /// Returns false if there is no room for another edit.
  mutating func type(digit: UInt8, at cursor: UInt64, over below: UInt8) -> Bool {
    let now = bytes[cursor]?.typed ?? below
    let isLow = isLow(at: cursor)
    let next = isLow ? now & 0xf0 | digit & 0x0f : now & 0x0f | digit << 4
    guard put([next], at: cursor, over: [below]) else { return false }
    half = isLow ? nil : cursor
    return true
  }

  /// Replaces bytes from the cursor on; `below` are the bytes of the segment, as many.
  ///
  /// Returns false if there is no room for another edit.
  mutating func type(_ typed: [UInt8], at cursor: UInt64, over below: [UInt8]) -> Bool {
    guard put(typed, at: cursor, over: below) else { return false }
    half = nil
    return true
  }

  private mutating func put(
    _ typed: [UInt8], at cursor: UInt64, over below: [UInt8]
  ) -> Bool {
    let kept = self
    let offsets = typed.indices.map { cursor + UInt64($0) }
    steps.append(Step(cursor: cursor, half: half, before: offsets.map { bytes[$0] }))
    for (index, offset) in offsets.enumerated() {
      var byte = bytes[offset] ?? Byte(typed: typed[index], below: below[index])
      byte.typed = typed[index]
      set(byte, at: offset)
    }
    guard bytes.count <= Self.mostBytes, partCount <= Self.mostParts else {
      self = kept
      return false
    }
    return true
  }

  private mutating func set(_ byte: Byte?, at offset: UInt64) {
    bytes[offset] = byte.flatMap { $0.typed == $0.below ? nil : $0 }
  }

  /// The cursor has moved: the next digit begins a byte.
  mutating func cursorMoved() { half = nil }

  /// Takes the last step back; returns where the cursor was, or `nil` if there is none.
  mutating func undo() -> UInt64? {
    guard let step = steps.popLast() else { return nil }
    for (index, before) in step.before.enumerated() {
      let offset = step.cursor + UInt64(index)
      var byte = before
      // The segment can have changed since the step.
      if let current = bytes[offset] {
        byte?.below = current.below
        byte?.hasChangedBelow = current.hasChangedBelow
      }
      set(byte, at: offset)
    }
    half = step.half
    return step.cursor
  }

  // MARK: The segment below

  /// Follows the bytes of the segment; `byte` is `nil` where they are not known.
  mutating func follow(_ byte: (UInt64) -> UInt8?) {
    for (offset, edit) in bytes {
      guard let now = byte(offset), now != edit.below else { continue }
      set(Byte(typed: edit.typed, below: now, hasChangedBelow: true), at: offset)
    }
  }

  /// Forgets what was written; what was typed since then stays.
  mutating func wrote(_ written: [ByteReplacement]) {
    for replacement in written {
      for (offset, byte) in zip(replacement.range, replacement.after) {
        guard var edit = bytes[offset] else { continue }
        (edit.below, edit.hasChangedBelow) = (byte, false)
        set(edit, at: offset)
      }
    }
    if !written.isEmpty { steps = [] }
  }

  // MARK: Writing

  /// The number of parts without a gap.
  private var partCount: Int { bytes.keys.count { $0 == 0 || bytes[$0 - 1] == nil } }

  /// What a write replaces, a part without a gap each, by offset.
  var replacements: [ByteReplacement] {
    var parts: [[UInt64]] = []
    for offset in bytes.keys.sorted() {
      if let last = parts.last?.last, last + 1 == offset {
        parts[parts.count - 1].append(offset)
      } else {
        parts.append([offset])
      }
    }
    return parts.map { offsets in
      let part = offsets.compactMap { bytes[$0] }
      return ByteReplacement(at: offsets[0], of: part.map(\.below), by: part.map(\.typed))
    }
  }
}
