internal import Formatting
internal import Query
internal import SharedMemory

/// The tagged segments, by identity, because rows move and shmids are reused.
///
/// Why: Decisions/03-two-identities.md
struct Tags: Sendable {
  /// Whether each was tagged by itself or under a filter for names, and not just with all rows.
  private var choices: [Identity: Bool] = [:]
  /// The tagged segments whose removal was asked for and that are still listed.
  private var ending: Set<Identity> = []
  /// The number of tagged segments that exist.
  private(set) var count = 0
  /// The number of those that the filter hides.
  private(set) var hidden = 0
  /// Bytes of RAM and swap that they use; a file with several names counts once.
  private(set) var allocated = ByteEstimate.zero

  /// Whether there are no tags.
  var isEmpty: Bool { choices.isEmpty }

  func contains(_ segment: Segment) -> Bool {
    !choices.isEmpty && choices[segment.identity] != nil
  }

  /// How a tagged segment was selected: by itself or by name, or just with all rows.
  func selection(of segment: Segment) -> RemovalPolicy.Selection {
    choices[segment.identity] == true ? .tag : .tagAll
  }

  /// Tags the segment of a row, or untags it.
  mutating func toggle(_ segment: Segment, in model: TableModel) {
    let isTagged = choices.removeValue(forKey: segment.identity) == nil
    if isTagged { choices[segment.identity] = true }
    // Counting a hundred thousand again would take too long for a key.
    guard !choices.isEmpty, !segment.hasOtherNames, let bytes = segment.allocated,
      let sum = allocated.bytes
    else { return follow(model) }
    let (changed, isOutside) =
      isTagged ? sum.addingReportingOverflow(bytes) : sum.subtractingReportingOverflow(bytes)
    guard !isOutside else { return follow(model) }
    count += isTagged ? 1 : -1
    allocated = .exactly(changed)
  }

  /// Tags these segments, or untags them if all are tagged.
  ///
  /// `isChosen` says whether they were selected by what they are called.
  mutating func toggle(_ segments: some Collection<Segment>, isChosen: Bool, in model: TableModel) {
    let isTagged = contains(allOf: segments)
    for segment in segments {
      let wasChosen = choices.removeValue(forKey: segment.identity) ?? false
      if !isTagged { choices[segment.identity] = isChosen || wasChosen }
    }
    follow(model)
  }

  /// Whether all of these are tagged.
  func contains(allOf segments: some Collection<Segment>) -> Bool {
    !choices.isEmpty && segments.allSatisfy(contains)
  }

  /// Tags the segments of all rows that exist.
  mutating func insertAll(of model: TableModel) {
    insert(0..<model.count, of: model)
  }

  /// Tags the segments at some indices of the rows, as far as they exist.
  mutating func insert(_ indices: some Sequence<Int>, of model: TableModel) {
    let isChosen = model.sortAndFilter.filter.selectsByName
    for index in indices where !model.isGone(index) {
      choices[model[index].identity] = isChosen || choices[model[index].identity] == true
    }
    follow(model)
  }

  mutating func removeAll() { self = Tags() }

  /// Forgets tagged segments that were removed as soon as they are missing from the rows.
  mutating func forget(removed segments: [Segment]) {
    for segment in segments where choices[segment.identity] != nil {
      ending.insert(segment.identity)
    }
  }

  /// Counts the tags in new rows.
  ///
  /// A gone segment stays tagged, because it can come back after a failed read.
  mutating func follow(_ model: TableModel) {
    if !ending.isEmpty {
      let present = Set(model.snapshot.segments.lazy.map(\.identity))
      for identity in ending.subtracting(present) { choices[identity] = nil }
      ending.formIntersection(present)
    }
    guard !choices.isEmpty else { return removeAll() }
    let tagged = segments(in: model)
    count = tagged.count
    allocated = Totals(tagged).allocated
    guard model.shown < model.snapshot.segments.count else { return hidden = 0 }
    let shown = (0..<model.count).count { !model.isGone($0) && contains(model[$0]) }
    hidden = count - min(count, shown)
  }

  /// The tagged segments that exist, in the order of the snapshot.
  func segments(in model: TableModel) -> [Segment] { model.snapshot.segments.filter(contains) }

  /// The tagged segments that exist, in the order of the rows; then those that a filter hides.
  func segmentsInOrder(of model: TableModel) -> [Segment] {
    var isShown = [Bool](repeating: false, count: model.segments.count)
    for position in model.positions { isShown[position] = true }
    let count = model.snapshot.segments.count
    let shown = model.positions.lazy.filter { $0 < count }
    return (shown + (0..<count).filter { !isShown[$0] }).map { model.segments[$0] }.filter(contains)
  }
}
