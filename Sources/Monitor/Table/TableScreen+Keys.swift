internal import Canvas
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

extension TableScreen {
  static let bindings: [KeyBinding<Self>] =
    openingKeys + tagKeys + orderKeys
    + KeyBinding.moving { step, table, context in table.move(step, context) }
    + [
      .refresh, .slower, .faster, .saveSettings, .repaint, .quit, .pause,
      KeyBinding(
        .character("P"), label: "processes", meaning: "show the memory of each process"
      ) { _, context in context.push(ProcessListScreen()) },
    ]

  private static let openingKeys: [KeyBinding<Self>] = [
    .help,
    KeyBinding(
      .enter, .character("i"), label: "open", meaning: "show its verdict, holders and facts"
    ) { table, context in
      table.withSelected(&context) { segment, context in
        context.push(DetailsScreen(segment, &context))
      }
    },
    KeyBinding(.character("x"), label: "hex", meaning: "show its bytes, live") { table, context in
      table.withSelected(&context) { segment, context in
        context.open(segment, accepting: .nothing)
      }
    },
    KeyBinding(
      .character("d"), .function(9), .delete, label: "remove",
      meaning: "remove the segment, or all that are tagged; asks first", isChanging: true
    ) { table, context in
      guard table.tags.isEmpty else { return table.askToRemoveTagged(&context) }
      table.withSelected(&context) { segment, context in context.askToRemove(segment) }
    },
    KeyBinding(
      .character("K"), label: "signal",
      meaning: "signal its holders, or those of all tagged; asks first",
      isChanging: true
    ) { table, context in
      let tagged = context.model.map(table.tags.segments) ?? []
      guard tagged.isEmpty else { return context.askToSignal(holdersOf: tagged) }
      table.withSelected(&context) { segment, context in
        context.askToSignal(holdersOf: [segment])
      }
    },
  ]

  private static let tagKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .character(" "), label: "tag",
      meaning: "tag or untag the segment, and move to the next"
    ) { table, context in
      table.withSelected(&context) { _, _ in }
      guard let model = context.model, let segment = table.selected(context) else { return }
      table.tags.toggle(segment, in: model)
      table.moveCursor(to: table.cursor + 1, context)
    },
    KeyBinding(.character("T"), meaning: "tag all rows") { table, context in
      if let model = context.model { table.tags.insertAll(of: model) }
    },
    KeyBinding(.character("U"), meaning: "untag all, also those that the filter hides") {
      table, _ in
      table.tags.removeAll()
    },
  ]

  private static let orderKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .character("s"), .function(6), label: "sort", meaning: "choose the column to sort by"
    ) { _, context in context.show(SortMenu(at: context.order.field)) },
    KeyBinding(.character("<"), meaning: "sort by the previous column") { _, context in
      context.sort(by: context.neighbour(-1))
    },
    KeyBinding(.character(">"), meaning: "sort by the next column") { _, context in
      context.sort(by: context.neighbour(1))
    },
    KeyBinding(.character("I"), meaning: "reverse the order") { _, context in
      context.order.isReversed.toggle()
      context.perform(.arrange(context.order))
    },
    KeyBinding(
      .character("/"), label: "find", meaning: "find a name, or rows of a filter, as it is typed"
    ) { table, context in context.show(FindPrompt(from: table.cursor)) },
    KeyBinding(
      .character("f"), .character("\\"), label: "filter",
      meaning: "filter: show only some of the segments, as it is typed"
    ) { table, context in
      table.keepSelection()
      context.show(FilterPrompt(context))
    },
    KeyBinding(
      .escape, meaning: "clear the filter, if pressed twice",
      isActive: { _, context in !context.order.filter.isEmpty }
    ) { table, context in table.offerToClearFilter(&context) },
    KeyBinding(.character("n"), meaning: "go to the next match") { table, context in
      table.findAgain(from: table.cursor + 1, step: 1, &context)
    },
    KeyBinding(.character("N"), meaning: "go to the previous match") { table, context in
      table.findAgain(from: table.cursor - 1, step: -1, &context)
    },
  ]

  /// Acts on the selected segment, or says that it is gone.
  private func withSelected(
    _ context: inout Context, _ act: (Segment, inout Context) -> Void
  ) {
    if let segment = selected(context) { return act(segment, &context) }
    if context.model.map({ $0.count > 0 }) == true { context.status = .segmentIsGone }
  }

  /// Asks before removing the tagged segments.
  private func askToRemoveTagged(_ context: inout Context) {
    guard let model = context.model else { return }
    let tagged = tags.segments(in: model)
    guard !tagged.isEmpty else {
      return context.say("the tagged segments are gone; press U to untag")
    }
    let dialog = BulkDialog(tagged, in: tags)
    context.show(dialog)
    if dialog.canAct { context.perform(.foreseeRemoval(dialog.targets)) }
    // The last scan of holders can be old.
    context.rescan()
  }
}

extension Context {
  /// Sorts by a field; sorting by the same field again reverses the order.
  mutating func sort(by field: Field) {
    order.isReversed = field == order.field && !order.isReversed
    order.field = field
    perform(.arrange(order))
  }

  /// The field of the column before or after the sort column.
  fileprivate func neighbour(_ step: Int) -> Field {
    let fields = Field.monitor
    guard let index = fields.firstIndex(of: order.field) else { return fields[0] }
    return fields[(index + step + fields.count) % fields.count]
  }
}
