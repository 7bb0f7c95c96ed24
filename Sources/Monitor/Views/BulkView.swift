internal import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  func bulkBox(_ dialog: BulkDialog) -> BoxView {
    switch dialog.phase {
    case .asking: askingBox(dialog)
    case .removing(let progress, let isStopping): removingBox(progress, isStopping: isStopping)
    case .done(let progress): doneBox(progress, top: dialog.top)
    }
  }

  private func askingBox(_ dialog: BulkDialog) -> BoxView {
    var text = DisplayText()
    if dialog.targets.isEmpty {
      text.append(literal: "Nothing of what is tagged is removed in one go: only orphans are.")
    } else {
      text.append(counted: dialog.targets.count, "orphan")
      text.append(dialog.targets.count == 1 ? " goes, and with it " : " go, and with them ")
      text.append(bytes: dialog.allocated, in: .human)
      text.append(literal: ". Each is looked at again just before.")
    }
    var lines = [BoxView.Line(text: text, style: .emphasis)]
    let isEmpty = dialog.targets.isEmpty
    if !isEmpty { lines.append(saving(dialog.isSaved)) }
    if dialog.isChanged {
      lines.append(
        BoxView.Line(text: "This has just changed: look again, then choose.", style: .warning))
    }
    if !dialog.leftOut.isEmpty {
      lines.append(
        BoxView.Line(
          text: "\(dialog.leftOut.count) of the tagged stay, see below.", style: .warning))
    }
    var buttons: [(text: DisplayText, isFocused: Bool)] = [
      ("[ Keep them: Esc ]", !dialog.isRemoveFocused)
    ]
    if !isEmpty { buttons.append(("[ Remove: y ]", dialog.isRemoveFocused)) }
    return BoxView(
      title: "Remove all these?", lines: lines, list: list(of: dialog), buttons: buttons,
      top: dialog.top, charset: settings.charset)
  }

  /// What goes, and below it what stays and why.
  private func list(of dialog: BulkDialog) -> BoxView.List {
    let (targets, leftOut, format) = (dialog.targets, dialog.leftOut, format)
    let heading = targets.isEmpty ? 0 : targets.count + 1
    return BoxView.List(count: heading + (leftOut.isEmpty ? 0 : leftOut.count + 1)) { row in
      switch row {
      case 0 where heading > 0: return BoxView.Line(text: "These go:", style: .key)
      case ..<heading: return BoxView.Line(text: targets[row - 1].entry(format))
      case heading: return BoxView.Line(text: "These stay:", style: .key)
      default: return BoxView.Line(text: leftOut[row - heading - 1].entry(format))
      }
    }
  }

  private func removingBox(_ progress: BulkProgress, isStopping: Bool) -> BoxView {
    let meter = Meter(used: UInt64(progress.done), of: UInt64(progress.total))
    var bar: DisplayText = "["
    bar.append(.meterFull, in: settings.charset, count: meter.filled(of: Self.barWidth))
    bar.append(
      .meterEmpty, in: settings.charset, count: Self.barWidth - meter.filled(of: Self.barWidth))
    bar.append("] \(meter.percent)%")
    return BoxView(
      title: "Removing",
      lines: [
        BoxView.Line(text: "\(progress.done) of \(progress.total)"),
        BoxView.Line(text: bar),
        BoxView.Line(text: isStopping ? "Stops after this one." : "", style: .warning),
      ],
      buttons: [("[ Stop: Esc ]", true)], charset: settings.charset)
  }

  private static let barWidth = 24

  private func doneBox(_ progress: BulkProgress, top: Int) -> BoxView {
    var freed: DisplayText = "\(progress.count(.removed)) removed, "
    freed.append(bytes: progress.freed, in: .human)
    freed.append(literal: " freed")
    var lines = [BoxView.Line(text: freed, style: .emphasis)]
    for outcome in RemovalSummary.Outcome.allCases
    where outcome != .removed && progress.count(outcome) > 0 {
      lines.append(
        BoxView.Line(text: "\(progress.count(outcome)) \(outcome.text)", style: .warning))
    }
    let (problems, charset) = (progress.problems, settings.charset)
    return BoxView(
      title: progress.isComplete ? "Removed" : "Not all removed", lines: lines,
      list: BoxView.List(count: problems.count) { row in
        var text = DisplayText(problems[row].segment, in: charset)
        text.append(literal: ": ")
        text.append(problems[row].message)
        return BoxView.Line(text: text)
      },
      buttons: [("[ Close: Esc ]", true)], top: top, charset: charset)
  }
}

extension Segment {
  /// Its line in a list of what goes: what that frees, and what it is.
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
  /// Its line in the list of what stays: why, and what it is.
  fileprivate func entry(_ format: FormatOptions) -> DisplayText {
    var text: DisplayText = "  "
    text.append(why.text)
    text.append(literal: ": ")
    text.append(DisplayText(segment.identity.id, in: format.charset))
    return text
  }
}

extension BulkDialog.Exclusion {
  /// Why it stays, in few words.
  fileprivate var text: DisplayText {
    switch self {
    case .state(let state): state?.text ?? "nobody has looked"
    case .semaphore: "semaphore, one at a time"
    case .unlinked: "no name to remove"
    case .wantsID: "by itself, typing its ID"
    case .unknownName: "unknown, tag by Space"
    case .gone: "gone already"
    }
  }
}
