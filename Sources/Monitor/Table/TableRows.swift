internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The rows of the table: groups that are folded or unfolded, and segments.
///
/// Made anew when a group is folded, so that folding needs no answer from another thread.
///
/// Why: Decisions/78-groups-are-made-once-and-folded-at-once.md
struct TableRows: Sendable {
  enum Row: Equatable {
    /// The group with this index.
    case group(Int)
    /// The segment at this index of ``TableModel/positions``, in a group that is unfolded.
    case segment(Int, isIndented: Bool)
  }

  /// The identity of a row.
  enum ID: Equatable, Sendable {
    case segment(SegmentID)
    case group(DisplayText)
  }

  /// Which groups are unfolded: all or none, but for some.
  struct Folds: Sendable {
    private var areAllOpen = false
    private var exceptions: Set<DisplayText> = []

    func isOpen(_ title: DisplayText) -> Bool { exceptions.contains(title) != areAllOpen }

    mutating func toggle(_ title: DisplayText) {
      if exceptions.remove(title) == nil { exceptions.insert(title) }
    }

    mutating func open(_ title: DisplayText) { if !isOpen(title) { toggle(title) } }

    /// Unfolds all groups, or folds all if that was the last that was done.
    mutating func toggleAll() {
      areAllOpen.toggle()
      exceptions = []
    }
  }

  /// What the rows are grouped by.
  let grouping: Grouping?
  private let groups: [RowGroup]
  /// The first row of each group.
  private let starts: [Int]
  /// The first row after the groups, and the index of its segment.
  private let tail: (row: Int, index: Int)
  let count: Int
  /// The width of the widest name of a group.
  let widestGroup: Int

  /// No rows.
  init() {
    (grouping, groups, starts, tail, count, widestGroup) = (nil, [], [], (0, 0), 0, 0)
  }

  init(of model: TableModel, _ folds: Folds) {
    self.init(
      groups: model.groups, of: model.positions.count, by: model.sortAndFilter.grouping, folds)
  }

  /// The rows of so many segments, of which the first are in groups.
  init(groups: [RowGroup], of segments: Int, by grouping: Grouping?, _ folds: Folds) {
    self.grouping = grouping
    self.groups = groups
    var starts: [Int] = []
    starts.reserveCapacity(groups.count)
    var row = 0
    for group in groups {
      starts.append(row)
      row += group.isSingle || !folds.isOpen(group.title) ? 1 : 1 + group.range.count
    }
    self.starts = starts
    widestGroup = groups.reduce(0) { $1.isSingle ? $0 : max($0, $1.nameWidth) }
    tail = (row, groups.last?.range.upperBound ?? 0)
    count = row + segments - tail.index
  }

  subscript(row: Int) -> Row {
    guard row < tail.row else {
      return .segment(row - tail.row + tail.index, isIndented: false)
    }
    let index = group(at: row)
    let group = groups[index]
    if group.isSingle { return .segment(group.range.lowerBound, isIndented: false) }
    guard row > starts[index] else { return .group(index) }
    return .segment(group.range.lowerBound + row - starts[index] - 1, isIndented: true)
  }

  /// The group of a row with a segment; `nil` if that stands in no unfolded group.
  func group(above row: Int) -> (index: Int, row: Int)? {
    guard case .segment(_, isIndented: true) = self[row] else { return nil }
    let index = group(at: row)
    return (index, starts[index])
  }

  /// Whether the rows of a group are shown.
  func isOpen(_ group: Int) -> Bool {
    let end = group + 1 < starts.count ? starts[group + 1] : tail.row
    return end - starts[group] > 1
  }

  /// The row of the segment at an index of ``TableModel/positions``, or of its folded group.
  func row(ofSegment index: Int) -> Int {
    guard index < tail.index else { return tail.row + index - tail.index }
    let place = groups.partition { $0.range.lowerBound <= index } - 1
    return isOpen(place)
      ? starts[place] + 1 + index - groups[place].range.lowerBound : starts[place]
  }

  /// The folded group of a segment; `nil` if the segment has a row.
  func foldedGroup(of index: Int) -> RowGroup? {
    let row = row(ofSegment: index)
    if row < count, case .group(let group) = self[row] { return groups[group] }
    return nil
  }

  /// The row of the group with a title; if it has only one segment, the row of that.
  func row(ofGroup title: DisplayText) -> Int? {
    groups.firstIndex { $0.title == title }.map { starts[$0] }
  }

  /// The index of the segment of a row; for a group, of its first.
  func index(at row: Int) -> Int {
    switch self[row] {
    case .segment(let index, _): index
    case .group(let group): groups[group].range.lowerBound
    }
  }

  private func group(at row: Int) -> Int { starts.partition { $0 <= row } - 1 }
}

extension Array {
  /// The index of the first element that is not `isBefore`; all that are stand before it.
  fileprivate func partition(_ isBefore: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
