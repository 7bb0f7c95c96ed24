internal import SystemPackage

/// The hashes of some pages of a cell of the map, by which changes are detected.
///
/// A round reads about 1,024 pages (4 MiB), whatever the size of the segment. The test `a change
/// to any page of a small segment is shown for some rounds` changes every page of a small segment.
/// The test `a limited number of pages is read from a large segment` counts the pages read.
struct PageSamples: Sendable {
  /// The maximum number of pages whose hashes are kept.
  let most: Int
  /// By the offset of each page, its hash when it was last read; 0 for a hole, 2 for swap.
  private var states: [UInt64: Int] = [:]
  /// The offsets of these pages; the first is replaced first.
  private var order: [UInt64] = []
  /// The number of further rounds for which the cell counts as changed.
  private var roundsLeft = 0
  private var random: UInt64 = 1

  /// The number of rounds for which a cell counts as changed after a change.
  private static let marked = 3

  init(most: Int) { self.most = most }

  /// Reads the pages of a cell again, and returns whether one has changed in the last few rounds.
  ///
  /// If the cell has more pages than are kept, another page replaces the oldest.
  mutating func update(
    _ range: Range<UInt64>, from source: some ContentsSource
  ) throws(Errno) -> Bool {
    roundsLeft -= min(roundsLeft, 1)
    let pages = (range.upperBound - range.lowerBound + pageGranularity - 1) / pageGranularity
    let isWhole = pages <= UInt64(most)
    if !isWhole, order.count == most { states[order.removeFirst()] = nil }
    for page in order {
      let state = try Self.state(of: page, source)
      let last = states.updateValue(state, forKey: page)
      // Going to swap and coming back changes no byte.
      if last != state, last != Self.swapped, state != Self.swapped { roundsLeft = Self.marked }
    }
    if isWhole {
      for page in 0..<pages where order.count < Int(pages) {
        try add(range.lowerBound + page * pageGranularity, of: source)
      }
      return roundsLeft > 0
    }
    // A few more tries than pages are missing, because random offsets can repeat.
    for _ in 0..<most + 4 where order.count < most {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let page = range.lowerBound + (random >> 16) % pages * pageGranularity
      // The next data from that offset on, or else from the start of the cell.
      var data = try Self.firstData(page..<range.upperBound, source)
      if data == nil { data = try Self.firstData(range.lowerBound..<page, source) }
      guard let data else { break }
      try add(data, of: source)
    }
    return roundsLeft > 0
  }

  /// The first page of a range that is not a hole, as far as one query shows; `nil` if there is none.
  private static func firstData(
    _ range: Range<UInt64>, _ source: some ContentsSource
  ) throws(Errno) -> UInt64? {
    guard !range.isEmpty,
      let extent = try source.extent(at: range.lowerBound, upTo: range.lowerBound + pageGranularity)
    else { return nil }
    let data = extent.isHole ? extent.range.upperBound : range.lowerBound
    return data < range.upperBound && data % pageGranularity == 0 ? data : nil
  }

  private mutating func add(_ page: UInt64, of source: some ContentsSource) throws(Errno) {
    guard states[page] == nil else { return }
    states[page] = try Self.state(of: page, source)
    order.append(page)
  }

  /// The state of a page in swap; hashes are odd.
  private static let swapped = 2

  /// 0 for a hole, ``swapped`` for a page in swap, otherwise a hash of the page.
  private static func state(
    of page: UInt64, _ source: some ContentsSource
  ) throws(Errno) -> Int {
    guard let extent = try source.extent(at: page, upTo: page + pageGranularity), !extent.isHole
    else {
      return 0
    }
    let end = min(page + pageGranularity, max(page + 1, try source.size()))
    if source.hasSwappedPages(in: page..<end) { return swapped }
    return try withUnsafeTemporaryAllocation(byteCount: Int(pageGranularity), alignment: 16) {
      buffer throws(Errno) in
      let got = try source.read(at: page, into: buffer)
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: buffer[..<got]))
      return hasher.finalize() | 1
    }
  }
}
