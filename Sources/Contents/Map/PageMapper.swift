internal import Kernel
package import SystemPackage

/// Makes the map of a segment's pages, a little at a time, and keeps it up to date.
///
/// Data and holes come from extents, without reading. To detect changes, some pages of each cell
/// are read and hashed, and others in later rounds. In a small segment all pages are read. Holes and
/// pages in swap are never read.
///
/// Why: Decisions/23-live-bytes-and-the-page-map.md
package struct PageMapper: Sendable {
  package private(set) var map: ContentsMap
  private var size: UInt64
  /// The cell that is examined, and the offset reached in it.
  private var index = 0
  private var offset: UInt64 = 0
  private var seen: Set<ContentsMap.Kind> = []
  /// The end of the last hole that was found.
  private var holeEnd: UInt64 = 0
  private var samples: [PageSamples]

  /// The number of pages that are read in one pass through all cells.
  private static let pagesPerPass = 1024
  /// The number of offsets in a cell at which it is tested for data or a hole.
  private static let probes: UInt64 = 8

  /// A mapper of a segment of `size` bytes, for a screen with room for `room` cells.
  package init(room: Int, size: UInt64) {
    map = ContentsMap(room: room, size: size)
    self.size = size
    samples = Array(
      repeating: PageSamples(most: max(1, Self.pagesPerPass / max(1, map.cells.count))),
      count: map.cells.count)
  }

  /// Continues the current pass through all cells, and returns whether the pass is complete.
  ///
  /// It stops early if `shouldContinue`, which is called often, returns `false`.
  package mutating func update(
    from source: some ContentsSource, while shouldContinue: () -> Bool
  ) throws(Errno) -> Bool {
    let size = try source.size()
    if size != self.size { self = PageMapper(room: map.room, size: size) }
    while index < map.cells.count {
      guard shouldContinue() else { return false }
      let range = cellRange(index)
      if offset < range.upperBound, seen.count < 2 {
        try probe(range, of: source)
        continue
      }
      map.cells[index].kind = seen.count > 1 ? .mixed : seen.first ?? .data
      // In a cell that has become a hole, no page is read.
      map.cells[index].hasChanged = try samples[index].update(range, from: source)
      go(to: index + 1)
    }
    go(to: 0)
    return true
  }

  private func cellRange(_ index: Int) -> Range<UInt64> {
    let start = UInt64(index) * map.cellSize
    return start..<min(size, start.addingSaturated(map.cellSize))
  }

  private mutating func go(to index: Int) {
    self.index = index
    offset = UInt64(index) * map.cellSize
    seen = []
    if index == 0 { holeEnd = 0 }
  }

  /// Tests one offset of a cell for data or a hole, and moves on to the next offset.
  private mutating func probe(
    _ range: Range<UInt64>, of source: some ContentsSource
  ) throws(Errno) {
    if offset < holeEnd {
      seen.insert(.hole)
      offset = min(range.upperBound, holeEnd)
      return
    }
    let step = max(pageGranularity, map.cellSize / Self.probes / pageGranularity * pageGranularity)
    let limit = source.holeAlignment.map { min(range.upperBound, offset.addingSaturated($0)) }
    let extent = try source.extent(at: offset, upTo: limit ?? offset + pageGranularity)
    guard let extent else {
      offset = range.upperBound
      return
    }
    if extent.isHole {
      seen.insert(.hole)
      holeEnd = extent.range.upperBound
      offset = min(range.upperBound, holeEnd)
    } else {
      let page = offset..<min(extent.range.upperBound, offset + pageGranularity)
      seen.insert(source.hasSwappedPages(in: page) ? .swapped : .data)
      offset = min(range.upperBound, limit == nil ? offset + step : extent.range.upperBound)
    }
  }
}
