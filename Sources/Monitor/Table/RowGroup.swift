internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory

/// Some segments of the table that stand together, with their sums.
package struct RowGroup: Sendable {
  /// What they have in common; also the identity of the group.
  let title: DisplayText
  /// Their places in ``TableModel/positions``.
  fileprivate(set) var range = 0..<0
  /// The first segment; the group shows what all others share with it.
  private let first: Segment
  /// Bytes; a file with several names counts once.
  private(set) var size: UInt64 = 0
  private(set) var allocated = ByteEstimate.zero
  private var resident: UInt64? = 0
  private var swapped: UInt64? = 0
  private var attachments: UInt64? = 0
  /// Whether the sum of attachments is exact; if not, it is a lower bound.
  private var areAttachmentsCounted = true
  private var growth: Int64 = 0
  /// The earliest birth.
  private var birth: Timestamp?
  private var areBirthsKnown = true
  /// The number of segments in each state.
  private var states: [Verdict.State?: Int] = [:]
  private var isOfOneKind = true
  private var isOfOneOwner = true
  private var haveSameHolders = true
  /// The files with several names that have been counted.
  private var files: Set<FileIdentity> = []

  fileprivate init(_ title: DisplayText, _ first: Segment) {
    self.title = title
    self.first = first
  }

  fileprivate mutating func add(_ segment: Segment, _ format: FormatOptions) {
    states[segment.verdict?.state, default: 0] += 1
    attachments = attachments.flatMap { sum in
      segment.attachments.map { sum.addingSaturated($0) }
    }
    if !segment.areHoldersCounted(format) { areAttachmentsCounted = false }
    if let born = segment.birth { birth = min(birth ?? born, born) } else { areBirthsKnown = false }
    if segment.kind != first.kind { isOfOneKind = false }
    if segment.owner?.user != first.owner?.user { isOfOneOwner = false }
    if haveSameHolders, segment.holders?.map(\.process) != first.holders?.map(\.process) {
      haveSameHolders = false
    }
    if segment.hasOtherNames, let file = segment.file, !files.insert(file).inserted { return }
    size = size.addingSaturated(segment.size)
    allocated = allocated + segment.memoryUse
    resident = resident.flatMap { sum in segment.resident.map { sum.addingSaturated($0) } }
    swapped = swapped.flatMap { sum in segment.swapped.map { sum.addingSaturated($0) } }
    growth &+= format.histories[segment.identity.id]?.growth ?? 0
  }

  /// The state that needs most attention.
  private var worst: (state: Verdict.State?, count: Int)? {
    states.min { ($0.key?.urgency ?? .max) < ($1.key?.urgency ?? .max) }
      .map { (state: $0.key, count: $0.value) }
  }

  /// The columns of its title with the sign before it and the count behind it.
  var nameWidth: Int {
    let count: DisplayText = " (\(range.count))"
    return 2 + title.columns + count.columns
  }

  /// Whether it has only one segment: then that is its row.
  var isSingle: Bool { range.count == 1 }

  /// Whether a segment of it may need action.
  var isAlarming: Bool { states[.orphan] != nil || states[.removed] != nil }

  /// The states, and how many segments are in each: `12 orphan, 3 idle`.
  var stateSummary: DisplayText {
    var text = DisplayText()
    let ordered = states.sorted { ($0.key?.urgency ?? .max) < ($1.key?.urgency ?? .max) }
    for (index, (state, count)) in ordered.enumerated() {
      text.append(literal: index > 0 ? ", " : "")
      text.append("\(count) ")
      if let state { text.append(state.text) } else { text.appendUnknown() }
    }
    return text
  }

  /// The number that the group sorts by; `nil` if it sorts by its first segment.
  fileprivate func sum(of field: Field) -> UInt64? {
    switch field {
    case .size: size
    case .allocated: allocated.least
    case .resident: resident ?? 0
    case .swapped: swapped ?? 0
    case .attachments: attachments ?? 0
    case .growth: UInt64(bitPattern: growth) ^ (1 << 63)
    default: nil
    }
  }

  /// The value of the group in a column; `several` stands for different values.
  func text(of field: Field, _ format: FormatOptions, several: DisplayText) -> DisplayText {
    var text = DisplayText()
    switch field {
    case .size: text.append(bytes: size, in: format.units)
    case .allocated: text.append(allocated, format)
    case .resident: append(resident, format, to: &text)
    case .swapped: append(swapped, format, to: &text)
    case .attachments:
      if let attachments {
        if !areAttachmentsCounted { text.append(.atLeast, in: format.charset) }
        text.append(attachments)
      } else {
        text.appendUnknown()
      }
    case .growth: if growth != 0 { text.append(growth: growth, format) }
    case .age:
      if let birth, areBirthsKnown {
        text.append(age: birth, now: format.now)
      } else {
        text.appendUnknown()
      }
    case .state:
      guard let worst else { break }
      if worst.count < range.count { text.append("\(worst.count)/\(range.count) ") }
      if let state = worst.state { text.append(state.text) } else { text.appendUnknown() }
    case .kind: return isOfOneKind ? field.text(of: first, format) : several
    case .owner: return isOfOneOwner ? field.text(of: first, format) : several
    case .holders: return haveSameHolders ? field.text(of: first, format) : several
    default: break
    }
    return text
  }

  private func append(_ bytes: UInt64?, _ format: FormatOptions, to text: inout DisplayText) {
    if let bytes { text.append(bytes: bytes, in: format.units) } else { text.appendUnknown() }
  }
}

extension RowGroup {
  /// Groups the segments at these positions, and puts those of a group together.
  ///
  /// Groups stand in the order of their sums if the rows sort by a column that can be added up, and
  /// else in the order of their first segments.
  static func groups(
    of segments: [Segment], at positions: inout [Int], _ order: SortAndFilter,
    _ grouping: Grouping, _ format: FormatOptions
  ) -> [RowGroup] {
    var groups: [RowGroup] = []
    var members: [[Int]] = []
    var known: [DisplayText: Int] = [:]
    var title = DisplayText()
    for position in positions {
      let segment = segments[position]
      title.removeAll()
      grouping.appendTitle(of: segment, format, to: &title)
      let index: Int
      if let found = known[title] {
        index = found
      } else {
        index = groups.count
        known[title] = index
        groups.append(RowGroup(title, segment))
        members.append([])
      }
      groups[index].add(segment, format)
      members[index].append(position)
    }
    var sequence = Array(groups.indices)
    if groups.first?.sum(of: order.field) != nil {
      let sums = groups.map { $0.sum(of: order.field) ?? 0 }
      sequence.sort {
        sums[$0] == sums[$1] ? $0 < $1 : (sums[$0] > sums[$1]) != order.isReversed
      }
    }
    positions.removeAll(keepingCapacity: true)
    return sequence.map { index in
      var group = groups[index]
      group.range = positions.count..<(positions.count + members[index].count)
      group.files = []
      positions += members[index]
      return group
    }
  }
}
