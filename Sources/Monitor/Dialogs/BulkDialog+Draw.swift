internal import Kernel
internal import Operations
internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory

extension BulkDialog {
  /// Why none of the segments can be removed, and what to press next.
  func refusal(_ context: Context) -> DisplayText {
    var counts: [(why: RemovalPolicy.Exclusion, count: Int)] = []
    for left in leftOut {
      guard case .excluded(let exclusion) = left.why else { continue }
      if let index = counts.firstIndex(where: { $0.why == exclusion }) {
        counts[index].count += 1
      } else {
        counts.append((exclusion, 1))
      }
    }
    var text: DisplayText =
      leftOut.allSatisfy({ $0.segment.verdict?.state == .orphan })
      ? "none can be removed in bulk: " : "only orphans can be removed in bulk: "
    for (index, entry) in counts.enumerated() {
      if index > 0 { text.append(literal: "; ") }
      text.append("\(entry.count) \(entry.why.text(context, of: entry.count))")
    }
    let first: DisplayText =
      switch source {
      case .tags: "\(context.key(of: .untagAll)) untags"
      case .group: "\(context.key(of: .right)) unfolds the group"
      }
    text.append(
      """
      . \(first), then \(context.key(of: .remove)) asks about one row; \
      \(context.key(of: .signal)) signals the holders
      """)
    return text
  }

  func box(_ context: Context) -> Box {
    switch phase {
    case .asking: askingBox(context)
    case .removing(let progress, let isStopping):
      removingBox(progress, isStopping: isStopping, context)
    case .done(let progress): doneBox(progress, context)
    }
  }

  private func askingBox(_ context: Context) -> Box {
    var text = DisplayText()
    if targets.isEmpty {
      text.append(
        leftOut.contains(where: \.hasObstacle)
          ? "None of the \(source.segments) can be removed."
          : "None of the \(source.segments) can be removed in bulk: only orphans can.")
    } else {
      text.append(counted: targets.count, "orphan")
      text.append(literal: ", ")
      text.append(allocated, context.format)
      text.append(literal: ". Each is checked again just before it is removed.")
    }
    var lines = [Box.Line(text: text, style: .emphasis)]
    if case .group(let title) = source {
      lines.insert(Box.Line(text: "Group: \(title)", style: .emphasis), at: 0)
    }
    let isEmpty = targets.isEmpty
    if !isEmpty { lines.append(context.savingLine(isSaved)) }
    if isChanged {
      lines.append(Context.changedLine)
    }
    if !leftOut.isEmpty {
      lines.append(
        Box.Line(
          text: leftOut.count == 1
            ? "1 of the \(source.segments) is not removed, see below."
            : "\(leftOut.count) of the \(source.segments) are not removed, see below.",
          style: .warning))
    }
    var buttons: [(text: DisplayText, isFocused: Bool)] = [
      ("[ Keep them: Esc ]", !isActFocused)
    ]
    if !isEmpty { buttons.append(("[ Remove: y ]", isActFocused)) }
    return Box(
      title: source.question, lines: lines, list: list(context), buttons: buttons,
      top: top, charset: context.charset)
  }

  /// The segments to be removed, then the others with the reasons.
  private func list(_ context: Context) -> Box.List {
    let format = context.format
    let (targets, leftOut) = (targets, leftOut)
    let heading = targets.isEmpty ? 0 : targets.count + 1
    return Box.List(count: heading + (leftOut.isEmpty ? 0 : leftOut.count + 1)) { row in
      switch row {
      case 0 where heading > 0: return Box.Line(text: "To be removed:", style: .key)
      case ..<heading: return Box.Line(text: targets[row - 1].entry(format))
      case heading: return Box.Line(text: "Not to be removed:", style: .key)
      default: return Box.Line(text: leftOut[row - heading - 1].entry(format, context))
      }
    }
  }

  private func removingBox(
    _ progress: BulkProgress, isStopping: Bool, _ context: Context
  ) -> Box {
    let meter = Meter(used: UInt64(progress.done), of: UInt64(progress.total))
    var bar: DisplayText = "["
    bar.append(.meterFull, in: context.charset, count: meter.filled(of: Self.barWidth))
    bar.append(
      .meterEmpty, in: context.charset, count: Self.barWidth - meter.filled(of: Self.barWidth))
    bar.append("] \(meter.percent)%")
    return Box(
      title: "Removing",
      lines: [
        Box.Line(text: "\(progress.done) of \(progress.total)"),
        Box.Line(text: bar),
        Box.Line(text: isStopping ? "Stopping after this segment." : "", style: .warning),
      ],
      buttons: [("[ Stop: Esc ]", true)], charset: context.charset)
  }

  private static let barWidth = 24

  private func doneBox(_ progress: BulkProgress, _ context: Context) -> Box {
    var freed: DisplayText = "\(progress.count(.removed)) removed, "
    freed.append(bytes: progress.freed, in: .human)
    freed.append(literal: " freed")
    var lines = [Box.Line(text: freed, style: .emphasis)]
    for outcome in RemovalSummary.Outcome.allCases
    where outcome != .removed && progress.count(outcome) > 0 {
      lines.append(
        Box.Line(text: "\(progress.count(outcome)) \(outcome.text)", style: .warning))
    }
    let (problems, charset) = (progress.problems, context.charset)
    return Box(
      title: progress.isComplete ? "Removed" : "Not all removed", lines: lines,
      list: Box.List(count: problems.count) { row in
        var text = DisplayText(problems[row].segment, in: charset)
        text.append(literal: ": ")
        text.append(problems[row].message)
        return Box.Line(text: text)
      },
      buttons: [("[ Close: Esc ]", true)], top: top, charset: charset)
  }
}

extension BulkDialog.Source {
  /// What the chosen segments are called.
  fileprivate var segments: DisplayText {
    switch self {
    case .tags: "tagged segments"
    case .group: "segments of this group"
    }
  }

  fileprivate var question: DisplayText {
    switch self {
    case .tags: "Remove the tagged orphans?"
    case .group: "Remove all orphans of this group?"
    }
  }
}

extension Segment {
  /// Its line in the list of segments to be removed: its memory and its ID.
  fileprivate func entry(_ format: FormatOptions) -> DisplayText {
    var size = DisplayText()
    size.append(bytes: allocated ?? self.size, in: .human)
    var text = DisplayText()
    text.append(repeating: UInt8(ascii: " "), count: 7 - size.columns)
    text.append(size)
    text.append(literal: "  ")
    text.append(DisplayText(identity.id, in: format.charset))
    return text
  }
}

extension BulkDialog.LeftOut {
  /// Whether it is kept because its removal would fail.
  fileprivate var hasObstacle: Bool { if case .obstacle = why { true } else { false } }

  /// Its line in the list of segments that are kept: the reason and its ID.
  fileprivate func entry(_ format: FormatOptions, _ context: Context) -> DisplayText {
    let reason: DisplayText =
      switch why {
      case .excluded(let exclusion): exclusion.text(context)
      case .obstacle(let error): DisplayText(error, of: segment, format)
      case .gone: "already gone"
      }
    return "  \(reason): \(DisplayText(segment.identity.id, in: format.charset))"
  }
}

extension RemovalPolicy.Exclusion {
  /// The reason why it is kept, in a few words.
  fileprivate func text(_ context: Context, of count: Int = 1) -> DisplayText {
    switch self {
    case .notOrphan(let state): state?.text ?? "not known yet"
    case .semaphore: "\(count == 1 ? "semaphore" : "semaphores"), to be removed one at a time"
    case .noName: "without a name to remove"
    case .warning: "with a warning, to be removed one at a time"
    case .unknownName:
      "with an unknown name, tag \(count == 1 ? "it" : "them") with \(context.key(of: .tag))"
    }
  }
}
