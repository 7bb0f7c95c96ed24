internal import SharedMemory

/// An offset in a segment to come back to.
struct Bookmark: Hashable, Sendable {
  let place: UInt64
  /// The bytes there when it was set, as far as they were known.
  let bytes: [UInt8]
}

/// The bookmarks of all segments, as long as the program runs.
///
/// Why: Decisions/03-two-identities.md
struct Bookmarks: Sendable {
  /// How many a segment can have.
  static let most = 100

  private var marks: [Identity: [Bookmark]] = [:]

  /// The bookmarks of a segment in the order of their places.
  subscript(segment: Segment) -> [Bookmark] { marks[segment.identity] ?? [] }

  /// Sets one, and says whether there was room for it.
  mutating func set(_ mark: Bookmark, in segment: Segment) -> Bool {
    var marks = self[segment]
    guard marks.count < Self.most else { return false }
    let index = marks.firstIndex { $0.place > mark.place } ?? marks.count
    marks.insert(mark, at: index)
    self.marks[segment.identity] = marks
    return true
  }

  /// Removes the one at a place, and says whether there was one.
  mutating func remove(at place: UInt64, in segment: Segment) -> Bool {
    var marks = self[segment]
    guard let index = marks.firstIndex(where: { $0.place == place }) else { return false }
    marks.remove(at: index)
    self.marks[segment.identity] = marks.isEmpty ? nil : marks
    return true
  }

  /// Whether one of some bytes has one.
  func isMarked(_ range: Range<UInt64>, in segment: Segment) -> Bool {
    self[segment].contains { range.contains($0.place) }
  }
}
