internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

extension ProcessDetailScreen {
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    drawTitle(in: layout.header, &frame, context)
    drawHoldings(in: layout.body, &frame, context)
  }

  private func drawTitle(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    let format = context.format
    var right = DisplayText()
    right.append(counted: usage.segments, "segment")
    right.append(literal: " of ")
    right.append(usage.user, format)
    if isGone { right = "holds no segment any more" }
    if context.isPaused { right.append(literal: ", paused") }
    frame.draw(
      right, row: part.row, column: max(part.column, part.right - right.columns), in: part,
      style: isGone ? .warning : .dim)
    Breadcrumb(trail: context.trail, subject: crumb(context))
      .draw(in: part, columns: part.columns - right.columns - 2, &frame, context)
  }

  func crumb(_ context: Context) -> DisplayText {
    let command = Column<ProcessUsage>.command.text(of: usage, context.format)
    return "\(command) (\(usage.process.rawValue))"
  }

  /// Draws the memory that is freed when the process exits, and its segments.
  private func drawHoldings(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let model = context.model else { return }
    var part = part
    for line in consequence(in: part, context) {
      let row = part.takeTop(1)
      frame.draw(line, row: row.row, column: part.column, in: row)
    }
    let visible = position.visible(height: part.rows - 1, count: count)
    let grid = Grid(
      columns: Column<HolderRow>.ofProcess.map(\.layout),
      rows: visible.map { cells(ofRow: $0, in: model, context) })
    GridView(
      grid: grid, places: grid.places(in: part.columns - 1), ellipsis: context.ellipsis,
      cursor: isGone ? nil : position.cursor - visible.lowerBound, firstRow: visible.lowerBound
    ).draw(in: part, &frame)
  }

  /// The number of segments that fit.
  func holdingRows(in part: Rectangle, _ context: Context) -> Int {
    max(0, part.rows - 1 - consequence(in: part, context).count)
  }

  /// What goes when it exits, and what it holds; empty if that would leave no room for the segments.
  private func consequence(in part: Rectangle, _ context: Context) -> [DisplayText] {
    let lines = isGone ? [] : sentences(context).wrapped(to: max(2, part.columns))
    return lines.count + 4 <= part.rows ? lines : []
  }

  private func sentences(_ context: Context) -> DisplayText {
    let format = context.format
    let snapshot = context.model?.snapshot
    var text: DisplayText = "When it exits, "
    if usage.going.all > 0 {
      if usage.mayMoreGo { text.append(literal: "at least ") }
      // If the kernel removes what is not attached, those with a key go too.
      let areRemoved = snapshot?.scan?.isRmidForced != true
      text.append(going: usage.going, removed: areRemoved)
      text.append(usage.going.all == 1 ? " goes" : " go")
      if usage.going.systemV > 0 {
        text.append(": \(usage.going.systemV)")
        if let limit = snapshot?.limits?.segments { text.append(" of \(limit)") }
        text.append(literal: " numbers (SHMMNI)")
      }
      text.append("; \(Self.words(for: usage.release)). ")
    } else if usage.mayMoreGo {
      text.append("\(Self.words(for: usage.release)). ")
    } else {
      text.append(literal: "nothing goes: names or other processes keep what it holds. ")
    }
    text.append(literal: "It holds ")
    text.append(usage.removed, format)
    text.append(literal: " in removed segments, ")
    text.append(usage.memfds, format)
    text.append(literal: " in memfds, and ")
    text.append(usage.named, format)
    text.append(literal: " in segments with a name")
    if usage.descriptors > 0 {
      text.append(", through \(counted: usage.descriptors, "open descriptor")")
    }
    text.append(literal: ".")
    return text
  }

  /// The memory that is freed, in a clause.
  private static func words(for release: ByteEstimate) -> DisplayText {
    switch (release.bytes, release.least, release.most) {
    case (0, _, _): "no memory is freed"
    case (let bytes?, _, _): "\(DisplayText(spelling: bytes)) are freed"
    case (nil, 0, let most?):
      "at most \(DisplayText(spelling: most)) are freed: processes that were not seen may hold it"
    case (nil, 0, nil): "how much is freed is not known"
    case (nil, let least, _): "at least \(DisplayText(spelling: least)) are freed"
    }
  }
}

extension DisplayText {
  /// Appends `48 System V segments, 1 file and 2 memfds`.
  fileprivate mutating func append(going count: ProcessUsage.Count, removed areRemoved: Bool) {
    let systemV: StaticString = areRemoved ? "removed System V segment" : "System V segment"
    let all: [(Int, StaticString)] = [
      (count.systemV, systemV), (count.files, "removed file"), (count.memfds, "memfd"),
    ]
    let kinds = all.filter { $0.0 > 0 }
    for (index, kind) in kinds.enumerated() {
      if index > 0 { append(literal: index == kinds.count - 1 ? " and " : ", ") }
      append(counted: kind.0, kind.1)
    }
  }
}
