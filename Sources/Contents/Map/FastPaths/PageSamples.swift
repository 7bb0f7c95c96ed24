internal import SystemPackage

/// Hashes of some pages of a part of a segment, which tell whether it changes.
///
/// A round reads about 1,024 pages, 4 MiB, whatever the size of the segment. `what changes is seen
/// wherever it is in a small segment, for a while` holds it to every page of a small segment; `of a
/// large segment so many pages are read and no more` counts.
struct PageSamples: Sendable {
  /// How many pages are remembered at most.
  let most: Int
  /// What pages were when they were last looked at, by their offsets.
  private var states: [UInt64: Int] = [:]
  /// The order in which they are forgotten.
  private var order: [UInt64] = []
  /// For how many more rounds the part counts as changed.
  private var heat = 0
  private var random: UInt64 = 1

  /// Rounds for which a change is shown.
  private static let marked = 3

  init(most: Int) { self.most = most }

  /// Looks at the pages again, exchanges one for another, and says whether any has changed lately.
  mutating func follow(
    _ range: Range<UInt64>, of source: some ContentsSource
  ) throws(Errno) -> Bool {
    heat -= min(heat, 1)
    let pages = (range.upperBound - range.lowerBound + pageGranularity - 1) / pageGranularity
    let isWhole = pages <= UInt64(most)
    if !isWhole, order.count == most { states[order.removeFirst()] = nil }
    for page in order {
      let state = try Self.state(of: page, source)
      if states.updateValue(state, forKey: page) != state { heat = Self.marked }
    }
    if isWhole {
      for page in 0..<pages where order.count < Int(pages) {
        try add(range.lowerBound + page * pageGranularity, of: source)
      }
      return heat > 0
    }
    // A few tries more, as places come twice.
    for _ in 0..<most + 4 where order.count < most {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let page = range.lowerBound + (random >> 16) % pages * pageGranularity
      // From there on, or else from the start.
      var data = try Self.firstData(page..<range.upperBound, source)
      if data == nil { data = try Self.firstData(range.lowerBound..<page, source) }
      guard let data else { break }
      try add(data, of: source)
    }
    return heat > 0
  }

  /// The first page with memory behind it, as far as one look goes.
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

  /// 0 for a hole, another number for what a page holds.
  private static func state(
    of page: UInt64, _ source: some ContentsSource
  ) throws(Errno) -> Int {
    guard let extent = try source.extent(at: page, upTo: page + pageGranularity), !extent.isHole
    else {
      return 0
    }
    return try withUnsafeTemporaryAllocation(byteCount: Int(pageGranularity), alignment: 16) {
      buffer throws(Errno) in
      let got = try source.read(at: page, into: buffer)
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: buffer[..<got]))
      return hasher.finalize() | 1
    }
  }
}
