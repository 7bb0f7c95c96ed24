internal import Canvas
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// A search in all segments, and the hit that was shown last.
///
/// Why: Decisions/84-search-in-all-segments.md
struct SearchInAll: Sendable {
  /// The text that was typed.
  let typed: [UInt8]
  /// Whether that is hexadecimal digits or text.
  let side: Pane
  private(set) var search: SegmentSearch
  var isRunning = true
  /// Whether `n` goes to its next hit, because no other search was made since.
  var isLatest = true
  /// The hit that was shown last; `nil` before the first.
  var shown: Int?

  init(_ typed: [UInt8], _ side: Pane, _ search: SegmentSearch) {
    self.typed = typed
    self.side = side
    self.search = search
  }

  var hits: [SegmentHit] { search.hits }

  mutating func follow(_ search: SegmentSearch) { self.search = search }

  /// The number of hits, and of segments that have some if there is room; `?` if none was searched.
  func count(within columns: Int) -> DisplayText {
    if hits.isEmpty, !isRunning, search.searched == 0, search.total > 0 { return "? hits" }
    var count = DisplayText()
    count.append(counted: hits.count, "hit")
    let more: DisplayText = search.hasMore ? ", and more" : DisplayText()
    guard !hits.isEmpty else { return count }
    var whole: DisplayText = "\(count) in \(search.segmentsWithHits) of "
    whole.append(counted: search.total, "segment")
    whole.append(more)
    count.append(more)
    return whole.columns <= columns ? whole : count
  }
}

extension Context {
  /// Searches all segments, those of the table first, and shows the hits.
  mutating func searchAll(for pattern: BytePattern, _ typed: [UInt8], _ side: Pane) {
    guard let model, !refusesWhileSaving() else { return }
    let segments = model.segmentsInOrder
    begin(.searchAll(pattern, segments))
    hex.all = SearchInAll(typed, side, SegmentSearch(for: pattern, in: segments.count))
    tellTop { screen, context in
      if screen is HitsScreen {
        screen = HitsScreen()
      } else {
        if var hex = screen as? HexScreen {
          hex.leave(&context)
          screen = hex
        }
        context.push(HitsScreen())
      }
    }
  }

  /// The segment of a hit, as it is now; says so if it is gone.
  mutating func segment(of hit: SegmentHit) -> Segment? {
    let found = model?.segment(hit.segment.identity.id)
    if let found, found.identity == hit.segment.identity { return found }
    status = .segmentIsGone
    return nil
  }
}

extension HexScreen {
  /// Goes to the hit after or before the last one, in whichever segment it is.
  mutating func goToNextHit(_ step: Int, _ context: inout Context) {
    guard let all = context.hex.all else { return }
    let count = all.hits.count
    guard count > 0 else { return context.say(all.isRunning ? "not found yet" : "not found") }
    let next = all.shown.map { $0 + step } ?? (step > 0 ? 0 : count - 1)
    let index = (next + count) % count
    let hit = all.hits[index]
    guard let segment = context.segment(of: hit) else {
      // The next key goes on behind it.
      context.hex.all?.shown = index
      return
    }
    if segment.identity == self.segment.identity && method != nil {
      show(match: hit.range, &context)
    } else {
      guard !context.refusesWhileSaving() else { return }
      context.select(segment.identity.id)
      show(segment, at: hit.range, &context)
    }
    context.hex.all?.shown = index
    var text: DisplayText = "hit \(index + 1) of \(count)"
    if all.isRunning || all.search.hasMore { text.append(literal: " or more") }
    if next < 0 || next >= count { text.append(literal: ", wrapped") }
    context.say(text, .emphasis)
  }
}

extension TableModel {
  /// The segments of the snapshot, those with rows first, in the order of the table.
  var segmentsInOrder: [Segment] {
    var isShown = [Bool](repeating: false, count: snapshot.segments.count)
    var found: [Segment] = []
    for position in positions where position < isShown.count {
      isShown[position] = true
      found.append(segments[position])
    }
    for (position, segment) in snapshot.segments.enumerated() where !isShown[position] {
      found.append(segment)
    }
    return found
  }
}

extension KeyBinding where Target: Screen {
  /// The key that searches all segments.
  static var findInAll: KeyBinding {
    KeyBinding(.findInAll, meaning: "find in all segments") { _, context in
      guard context.model != nil, !context.refusesWhileSaving() else { return }
      context.show(FindBytesPrompt(context.hex.lastFind?.side ?? .text, isForAll: true))
    }
  }
}
