internal import SharedMemory

/// A marked offset in a segment.
struct Bookmark: Hashable, Sendable {
  let offset: UInt64
  /// The bytes at the offset when it was set, as far as they were known.
  let bytes: [UInt8]
}

/// The bookmarks of all segments, as long as the program runs.
///
/// Why: Decisions/03-two-identities.md
struct Bookmarks: Sendable {
  /// The maximum number in a segment.
  static let most = 100

  private var marks: [Identity: [Bookmark]] = [:]

  /// The bookmarks of a segment, sorted by offset.
  subscript(segment: Segment) -> [Bookmark] { marks[segment.identity] ?? [] }

  /// Sets a bookmark; returns false if there is no room for it.
  mutating func set(_ mark: Bookmark, in segment: Segment) -> Bool {
    var marks = self[segment]
    guard marks.count < Self.most else { return false }
    let index = marks.firstIndex { $0.offset > mark.offset } ?? marks.count
    marks.insert(mark, at: index)
    self.marks[segment.identity] = marks
    return true
  }

  /// Removes the bookmark at an offset; returns false if there is none.
  mutating func remove(at offset: UInt64, in segment: Segment) -> Bool {
    var marks = self[segment]
    guard let index = marks.firstIndex(where: { $0.offset == offset }) else { return false }
    marks.remove(at: index)
    self.marks[segment.identity] = marks.isEmpty ? nil : marks
    return true
  }

  /// Whether there is a bookmark in a range.
  func isMarked(_ range: Range<UInt64>, in segment: Segment) -> Bool {
    self[segment].contains { range.contains($0.offset) }
  }
}
