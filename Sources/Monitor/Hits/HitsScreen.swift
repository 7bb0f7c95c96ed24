internal import Canvas
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The hits of a search in all segments.
struct HitsScreen: Screen {
  private var position = ListPosition()
  /// The hit that was shown last, as far as this list knows: `n` in the hex screen goes on.
  private var shown: Int?

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      .help,
      KeyBinding(.open, keys: [.enter], label: "hex", meaning: "show the bytes at the hit") {
        hits, context in
        hits.open(&context)
      }.paired("show the bytes at the hit"),
      KeyBinding(.hex, meaning: "show the bytes at the hit") { hits, context in
        hits.open(&context)
      }.paired("show the bytes at the hit"),
      KeyBinding(
        .findInAll, label: "find", meaning: "find other bytes or text in all segments"
      ) { _, context in
        context.show(FindBytesPrompt(context.hex.all?.side ?? .text, isForAll: true))
      },
      KeyBinding(
        .processes, meaning: "the memory of each process, with its holder selected"
      ) { hits, context in
        guard let hit = hits.chosen(context) else { return context.push(ProcessListScreen()) }
        guard let segment = context.segment(of: hit) else { return }
        context.push(ProcessListScreen(selecting: segment))
      },
      KeyBinding(.copyID, meaning: "copy the ID of the segment") { hits, context in
        if let hit = hits.chosen(context) { context.copyID(of: hit.segment) }
      },
      KeyBinding(.copyName, meaning: "copy the name of the segment") { hits, context in
        if let hit = hits.chosen(context) { context.copyName(of: hit.segment) }
      },
    ]
    + KeyBinding.moving { step, hits, context in
      hits.position.move(
        step, height: hits.rows(context), count: context.hex.all?.hits.count ?? 0)
    } + [
      KeyBinding(
        .back, label: "back", meaning: "stop the search; go back"
      ) { _, context in if !context.stopSearchInAll() { context.pop() } },
      .refresh, .repaint, .quit,
    ]

  /// Selects the hit to which `n` went in the hex screen.
  mutating func appear(_ context: inout Context) {
    guard let now = context.hex.all?.shown, now != shown else { return }
    (shown, position.cursor) = (now, now)
  }

  mutating func resize(_ context: inout Context) {
    position.keepOnScreen(height: rows(context), count: context.hex.all?.hits.count ?? 0)
  }

  func crumb(_ context: Context) -> DisplayText { "hits" }

  func helpPages(_ context: Context) -> [HelpPage] {
    let (next, previous) = (context.key(of: .nextMatch), context.key(of: .previousMatch))
    let lines = [
      Box.Line(text: "Only segments whose bytes can be read without a trace are searched."),
      Box.Line(
        text:
          "In the hex screen \(next) and \(previous) go to the next and previous hit, in any segment."
      ),
    ]
    return [HelpPage(name: "hits", lines: lines), .signs(context)]
  }

  func progress(_ context: Context) -> DisplayText? {
    guard context.hex.all?.isRunning == true else { return nil }
    let (stop, show) = (context.key(of: .back), context.key(of: .open))
    return "searching  \(stop) stops it, \(show) shows a hit"
  }

  private func chosen(_ context: Context) -> SegmentHit? {
    guard let hits = context.hex.all?.hits, hits.indices.contains(position.cursor) else {
      return nil
    }
    return hits[position.cursor]
  }

  private mutating func open(_ context: inout Context) {
    guard let hit = chosen(context), let segment = context.segment(of: hit) else { return }
    shown = position.cursor
    context.hex.all?.shown = position.cursor
    context.hex.all?.isLatest = true
    context.select(segment.identity.id)
    context.open(segment, accepting: .nothing, at: hit.range)
  }

  /// Selects a hit, or shows the one that is selected.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    if row == position.cursor { open(&context) } else { position.cursor = row }
  }

  // MARK: Drawing

  /// The rows for hits, below the lines that say how far the search is.
  private func rows(_ context: Context) -> Int {
    max(1, layout(context).body.rows - summary(context).count)
  }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    guard let all = context.hex.all else { return }
    drawTitle(of: all, in: layout.header, &frame, context)
    var part = layout.body
    let summary = summary(context)
    let above = part.takeTop(min(summary.count, part.rows))
    for (index, line) in summary.prefix(above.rows).enumerated() {
      frame.draw(line, row: above.row + index, column: 0, in: above, style: .dim)
    }
    let grid = HitGrid(of: all.hits, width: part.columns, context.charset)
    let visible = position.visible(height: part.rows, count: all.hits.count)
    for (offset, index) in visible.enumerated() {
      let row = part.row + offset
      let line = Rectangle(row: row, column: part.column, rows: 1, columns: part.columns)
      grid.draw(all.hits[index], row: row, in: part, &frame)
      frame.setTarget(.row(index), in: line)
      if index == position.cursor { frame.restyle(line, .selected) }
    }
  }

  private func drawTitle(
    of all: SearchInAll, in part: Rectangle, _ frame: inout Frame, _ context: Context
  ) {
    let count = all.count(within: part.columns / 2)
    frame.draw(
      count, row: part.row, column: max(part.column, part.right - count.columns), in: part,
      style: .dim)
    var title: DisplayText = all.side == .hex ? "bytes " : "text "
    title.append(DisplayText(typed: all.typed, in: context.charset))
    title.append(literal: " in all segments")
    Breadcrumb(trail: context.trail, subject: title)
      .draw(in: part, columns: part.columns - count.columns - 2, &frame, context)
  }

  /// How far the search is, and what it left out, wrapped.
  private func summary(_ context: Context) -> [DisplayText] {
    guard let all = context.hex.all else { return [] }
    let search = all.search
    var text: DisplayText = "\(search.searched) of \(search.total) segments searched"
    if all.isRunning, let current = search.current {
      text.append(literal: ", at 0x")
      text.append(hex: current.offset)
      text.append(literal: " of ")
      text.append(labelOf: current.segment, in: context.charset)
    } else if !all.isRunning && !search.isDone {
      text.append(
        search.hasMore
          ? ", the list is full: the search ended at \(SegmentSearch.most) hits"
          : ", then stopped")
    }
    for (reason, count) in search.skippedInOrder {
      text.append("; \(count) skipped: ")
      text.append(reason.skipped(in: context.charset))
    }
    // A name of the segment that is being searched must not make the list jump.
    return text.wrapped(to: max(1, context.size.columns)).prefix(3).map(\.self)
  }
}

extension SegmentSearch {
  /// The reasons for which segments were not searched, the most frequent first.
  fileprivate var skippedInOrder: [(ContentsError, Int)] {
    skipped.sorted { ($0.value, "\($1.key)") > ($1.value, "\($0.key)") }
      .map { ($0.key, $0.value) }
  }
}

extension ContentsError {
  /// Why a segment was not searched, in a few words.
  fileprivate func skipped(in charset: Charset) -> DisplayText {
    switch self {
    case .hasSideEffects(let sideEffects): "reading \(sideEffects.text)"
    case .wouldDestroy: "reading would destroy it"
    case .gone, .replaced: "gone"
    case .notPermitted: "not permitted"
    case .leased: "a process has a lease on it"
    case .wentToSwap, .failed: DisplayText(self, in: charset)
    }
  }
}
