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
      .refresh, .slower, .faster, .saveSettings, .repaint, .quit, signal,
    ] + changeKeys + [
      .pause,
      KeyBinding(
        .processes, label: "processes", meaning: "memory by process"
      ) { _, context in context.push(ProcessListScreen()) },
      KeyBinding(
        .follow, meaning: "follow this segment, or stop"
      ) { table, context in table.toggleFollowing(&context) },
    ] + columnKeys + groupKeys + copyKeys

  private static let openingKeys: [KeyBinding<Self>] = [
    .help,
    KeyBinding(
      .open, label: "open", meaning: "show its details"
    ) { table, context in
      if table.selectedGroup(context) != nil { return table.toggleFold(context) }
      table.withSelected(&context) { segment, context in
        context.push(DetailsScreen(segment, &context))
      }
    },
    KeyBinding(.hex, label: "hex", meaning: "show its bytes, live") { table, context in
      table.withSelected(&context) { segment, context in
        context.open(segment, accepting: .nothing)
      }
    },
    KeyBinding(
      .remove, label: "remove",
      meaning: "remove it, or all tagged; asks first", isChanging: true
    ) { table, context in
      guard table.tags.isEmpty else { return table.askToRemove(table.tags, of: .tags, &context) }
      if let group = table.selectedGroup(context), let tags = table.tagsOfGroup(context) {
        return table.askToRemove(tags, of: .group(group.title), &context)
      }
      table.withSelected(&context) { segment, context in context.askToRemove(segment) }
    },
  ]

  private static let signal = KeyBinding<Self>(
    .signal, label: "signal",
    meaning: "signal its holders, or those of the tagged",
    isChanging: true
  ) { table, context in
    if !table.tags.isEmpty {
      if let tagged = table.existing(table.tags, &context) {
        context.askToSignal(holdersOf: tagged)
      }
      return
    }
    if let model = context.model, let group = table.selectedGroup(context) {
      return context.askToSignal(
        holdersOf: Array(model.segments(of: group)), group: group.title)
    }
    table.withSelected(&context) { segment, context in
      context.askToSignal(holdersOf: [segment])
    }
  }

  private static let copyKeys: [KeyBinding<Self>] = [
    .findInAll,
    KeyBinding(.copyID, meaning: "copy its ID") { table, context in
      table.withSelected(&context) { segment, context in context.copyID(of: segment) }
    }.paired("copy its ID or its name"),
    KeyBinding(.copyName, meaning: "copy its name") { table, context in
      table.withSelected(&context) { segment, context in context.copyName(of: segment) }
    }.paired("copy its ID or its name"),
  ]

  private static let tagKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .tag, label: "tag",
      meaning: "tag or untag, go on"
    ) { table, context in
      guard let model = context.model else { return }
      if let group = table.selectedGroup(context) {
        table.tags.toggle(model.segments(of: group), isChosen: model.isGroupedByName, in: model)
      } else {
        table.withSelected(&context) { _, _ in }
        guard let segment = table.selected(context) else { return }
        table.tags.toggle(segment, in: model)
      }
      table.moveCursor(to: table.cursor + 1, context)
    },
    KeyBinding(
      .tagAll, label: "tag shown", meaning: "tag the rows shown",
      isActive: { _, context in !context.shownFilter.isEmpty }
    ) { table, context in
      if let model = context.model { table.tags.insertAll(of: model) }
    },
    KeyBinding(
      .tagAll, meaning: "tag the rows shown",
      isActive: { _, context in context.shownFilter.isEmpty }
    ) { table, context in
      if let model = context.model { table.tags.insertAll(of: model) }
    },
    startRange,
    KeyBinding(.untagAll, meaning: "untag all, including hidden rows") {
      table, _ in
      table.tags.removeAll()
    },
  ]

  private static let orderKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .sort, label: "sort", meaning: "choose the sort column"
    ) { _, context in context.show(SortMenu(at: context.order.field)) },
    KeyBinding(.sortPrevious, meaning: "sort by the previous column") { _, context in
      context.sort(by: context.neighbour(-1))
    }.paired("sort by another column"),
    KeyBinding(.sortNext, meaning: "sort by the next column") { _, context in
      context.sort(by: context.neighbour(1))
    }.paired("sort by another column"),
    KeyBinding(.reverse, meaning: "reverse the order") { _, context in
      context.order.isReversed.toggle()
      context.perform(.arrange(context.order))
    },
    KeyBinding(
      .find, label: "find", meaning: "find a name, or by filter"
    ) { table, context in context.show(FindPrompt(from: table.cursor)) },
    KeyBinding(
      .filter, label: "filter",
      meaning: "filter as it is typed"
    ) { table, context in
      table.keepSelection()
      context.show(FilterPrompt(context))
    },
    KeyBinding(
      .back, keys: [.escape], meaning: "clear the filter, if pressed twice",
      isActive: { _, context in !context.order.filter.isEmpty }
    ) { table, context in table.offerToClearFilter(&context) },
    KeyBinding(.nextMatch, meaning: "go to the next match") { table, context in
      table.findAgain(from: table.cursor + 1, step: 1, &context)
    }.paired("next or previous match"),
    KeyBinding(.previousMatch, meaning: "go to the previous match") { table, context in
      table.findAgain(from: table.cursor - 1, step: -1, &context)
    }.paired("next or previous match"),
  ]

  private static let columnKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .columns, label: "columns", meaning: "choose the columns"
    ) { table, context in
      table.scroll = 0
      context.show(ColumnMenu(context.columns, shown: table.shownColumns(context)))
    },
    KeyBinding(
      .right, meaning: "unfold; scroll right"
    ) { table, context in
      if table.isFolded(context) { return table.toggleFold(context) }
      table.scrollColumns(1, context)
    },
    KeyBinding(.left, meaning: "scroll left; fold") {
      table, context in
      if table.scroll == 0, table.isUnfolded(context) { return table.toggleFold(context) }
      table.scrollColumns(-1, context)
    },
    KeyBinding(
      .detailPane, meaning: "show or hide details below or beside it"
    ) { table, context in
      table.showsDetail.toggle()
      table.resize(&context)
      if !Layout.hasRoomForDetail(context.size) {
        context.say("details need a screen of 100x30")
      }
    },
    KeyBinding(
      .goneRows, meaning: "hide or show gone rows"
    ) { _, context in
      context.order.showsGone.toggle()
      context.perform(.arrange(context.order))
      context.say(
        context.order.showsGone
          ? "segments that are gone keep their row for some seconds"
          : "segments that are gone are not shown", .emphasis)
    },
  ]

  private static let groupKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .group, label: "group", meaning: "group the rows"
    ) { _, context in
      context.show(
        GroupMenu(at: context.order.grouping) { grouping, context in
          context.order.grouping = grouping
          context.perform(.arrange(context.order))
        })
    },
    KeyBinding(
      .foldAll, meaning: "unfold all, or fold all"
    ) { table, context in
      guard context.model?.sortAndFilter.grouping != nil else {
        return context.say("rows are not grouped: press \(context.key(of: .group))")
      }
      table.toggleAllFolds(context)
    },
  ]

  /// Acts on the selected segment, or says that it is gone or that there is none.
  func withSelected(
    _ context: inout Context, _ act: (Segment, inout Context) -> Void
  ) {
    if let segment = selected(context) { return act(segment, &context) }
    guard selectedGroup(context) == nil else {
      return context.say(
        "this is a group: unfold it with \(context.key(of: .right)), and choose a segment")
    }
    if rows.count > 0 {
      context.status = .segmentIsGone
    } else {
      context.say(
        context.model?.snapshot.unlisted.isEmpty == false
          ? "the table is empty: segments could not be listed" : "there is no segment in the table")
    }
  }

  /// The segments of the selected group, as if they were tagged; `nil` if no group is selected.
  private func tagsOfGroup(_ context: Context) -> Tags? {
    guard let model = context.model, let group = selectedGroup(context) else { return nil }
    var tags = Tags()
    tags.toggle(model.segments(of: group), isChosen: model.isGroupedByName, in: model)
    return tags
  }

  /// The tagged segments that exist; if none does, says so instead.
  ///
  /// The row under the cursor does not take their place.
  private func existing(_ tags: Tags, _ context: inout Context) -> [Segment]? {
    guard let model = context.model else { return nil }
    let tagged = tags.segmentsInOrder(of: model)
    if !tagged.isEmpty { return tagged }
    context.say("the tagged segments are gone; press \(context.key(of: .untagAll)) to untag")
    return nil
  }

  /// Asks before removing tagged segments.
  private func askToRemove(
    _ tags: Tags, of source: BulkDialog.Source, _ context: inout Context
  ) {
    guard let tagged = existing(tags, &context) else { return }
    let dialog = BulkDialog(tagged, in: tags, of: source)
    guard dialog.canAct else { return context.say(dialog.refusal(context)) }
    context.show(dialog)
    context.perform(.foreseeRemoval(dialog.targets))
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
    let fields = ColumnView.fields(of: columns, sortedBy: order.field)
    guard let index = fields.firstIndex(of: order.field) else { return .label }
    return fields[(index + step + fields.count) % fields.count]
  }
}
