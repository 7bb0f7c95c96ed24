internal import Canvas
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// Groups of what one process holds, as in the table of all segments.
extension ProcessDetailScreen {
  static let groupKeys: [KeyBinding<Self>] = [
    KeyBinding(.group, label: "group", meaning: "group the rows") { process, context in
      context.show(
        GroupMenu(at: process.grouping) { grouping, context in
          context.tell(ProcessDetailScreen.self) { $0.group(by: grouping, $1) }
        })
    },
    KeyBinding(
      .foldAll, meaning: "unfold all, or fold all", isActive: { process, _ in process.isGrouped }
    ) { process, context in
      guard process.requireGroups(&context) else { return }
      process.folds.toggleAll()
      process.rearrange(context)
    },
    KeyBinding(
      .right, meaning: "unfold", isActive: { process, _ in process.isGrouped }
    ) { process, context in
      guard process.requireGroups(&context) else { return }
      if let group = process.selectedGroup, !process.rows.isOpen(group) {
        process.toggleFold(context)
      }
    },
    // Where nothing can be folded, Left goes back as on other screens.
    KeyBinding(.left, meaning: "fold; go back") { process, context in
      if process.isUnfolded { process.toggleFold(context) } else { context.pop() }
    },
  ]

  private var isGrouped: Bool { grouping != nil }

  /// Whether rows are grouped; says so if they are not.
  private func requireGroups(_ context: inout Context) -> Bool {
    if !isGrouped { context.say("rows are not grouped: press \(context.key(of: .group))") }
    return isGrouped
  }

  /// The index of the group of the selected row; `nil` for a segment.
  var selectedGroup: Int? {
    guard position.cursor < count, case .group(let group) = rows[position.cursor] else {
      return nil
    }
    return group
  }

  /// Whether the selected group, or that of the selected segment, can be folded.
  private var isUnfolded: Bool {
    guard position.cursor < count else { return false }
    return selectedGroup.map(rows.isOpen) ?? (rows.group(above: position.cursor) != nil)
  }

  private mutating func group(by grouping: Grouping?, _ context: Context) {
    self.grouping = grouping
    folds = TableRows.Folds()
    rearrange(context)
  }

  /// Folds or unfolds the selected group, or folds that of the selected segment.
  mutating func toggleFold(_ context: Context) {
    guard position.cursor < count else { return }
    if let above = rows.group(above: position.cursor) { position.cursor = above.row }
    guard let group = selectedGroup else { return }
    select(context)
    folds.toggle(groups[group].group.title)
    rearrange(context)
  }

  private mutating func rearrange(_ context: Context) {
    if let model = context.model { arrange(model, context) }
    position.keepOnScreen(height: height(context), count: count)
  }

  /// Remembers what the selected row shows.
  mutating func select(_ context: Context) {
    if let group = selectedGroup {
      selected = .group(groups[group].group.title)
    } else {
      selected = context.model.flatMap(segment).map { .segment($0.identity.id) }
    }
  }

  /// Makes the rows; the cursor stays with what it is on.
  mutating func arrange(_ model: TableModel, _ context: Context) {
    var positions = isGone ? [] : usage.holdings.map(\.position)
    let known = Dictionary(usage.holdings.map { ($0.position, $0) }) { first, _ in first }
    let made = grouping.map {
      RowGroup.groups(
        of: model.segments, at: &positions, SortAndFilter(by: .allocated), $0, context.format)
    }
    holdings = positions.compactMap { known[$0] }
    groups = (made ?? []).map { ($0, texts(of: $0, model, context)) }
    rows = TableRows(groups: made ?? [], of: holdings.count, by: grouping, folds)
    guard let selected, let row = row(of: selected, in: model) else { return }
    position.cursor = row
  }

  /// The row of a segment or a group; if the segment is in a folded group, the row of that.
  private func row(of id: TableRows.ID, in model: TableModel) -> Int? {
    switch id {
    case .group(let title): rows.row(ofGroup: title)
    case .segment(let id):
      holdings.firstIndex { model.segments[$0.position].identity.id == id }
        .map(rows.row(ofSegment:))
    }
  }

  /// What the process holds of a segment.
  func row(of holding: ProcessUsage.Holding, in model: TableModel) -> HolderRow {
    let segment = model.segments[holding.position]
    let holder = segment.holders?.first { HolderID($0) == HolderID(usage.target) }
    return HolderRow(segment, holder, release: holding.release, onExit: holding.onExit)
  }

  /// The values of a group in the columns, the title without its sign first.
  private func texts(
    of group: RowGroup, _ model: TableModel, _ context: Context
  ) -> [DisplayText] {
    let members = holdings[group.range].map { row(of: $0, in: model) }
    let fields: [Field] = [.kind, .state, .allocated]
    return Column<HolderRow>.ofProcess.map { column in
      if column.layout.heading == Field.label.name {
        return "\(group.title) (\(group.range.count))"
      }
      guard let field = fields.first(where: { $0.name == column.layout.heading }) else {
        return members.text(in: column, several: context.ellipsis, context.format)
      }
      return group.text(of: field, context.format, several: context.ellipsis)
    }
  }

  /// The values of a row.
  func cells(ofRow row: Int, in model: TableModel, _ context: Context) -> [DisplayText] {
    switch rows[row] {
    case .segment(let index, let isIndented):
      let row = self.row(of: holdings[index], in: model)
      return Column<HolderRow>.ofProcess.enumerated().map { index, column in
        let text = column.text(of: row, context.format)
        return isIndented && index == 0 ? "  \(text)" : text
      }
    case .group(let index):
      var texts = groups[index].texts
      let sign: Glyph = rows.isOpen(index) ? .unfolded : .folded
      texts[0] = "\(sign.text(in: context.charset)) \(texts[0])"
      return texts
    }
  }
}
