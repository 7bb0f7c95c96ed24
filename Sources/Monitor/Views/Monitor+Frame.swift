package import Canvas
internal import SafeText
internal import Presentation
internal import SharedMemory

extension Monitor {
  /// The screen as it is to be.
  package var frame: Frame {
    var frame = Frame(size)
    let layout = layout
    switch screen {
    case .table:
      drawHeader(in: layout.header, &frame)
      drawProblem(in: layout.problem, &frame)
      drawFilter(in: layout.filter, &frame)
      drawTable(in: layout.body, &frame)
    case .details(let details):
      drawTitle(of: details.segment, isGone: details.isGone, in: layout.header, &frame)
      drawDetails(details, in: layout.body, &frame)
    case .processes(let processes):
      drawProcessesTitle(in: layout.header, &frame)
      drawProcesses(processes, in: layout.body, &frame)
    case .process(let process):
      drawTitle(of: process, in: layout.header, &frame)
      drawHoldings(process, in: layout.body, &frame)
    case .contents(let contents):
      drawTitle(
        of: contents.segment, after: changesTitle(contents, in: layout.header), in: layout.header,
        &frame)
      drawContents(contents, &frame)
    }
    drawFooter(in: layout.footer, &frame)
    switch overlay {
    case .help(let top): drawHelp(top: top, in: frame.bounds, &frame)
    case .sortMenu(let menu): drawSortMenu(menu, in: layout.body, &frame)
    case .removal(let dialog): removalBox(dialog).draw(in: dialogPart, &frame)
    case .bulk(let dialog): bulkBox(dialog).draw(in: dialogPart, &frame)
    case .signal(let dialog): signalBox(dialog).draw(in: dialogPart, &frame)
    case .consent(let dialog): consentBox(dialog).draw(in: dialogPart, &frame)
    case .bookmarkMenu(let menu): drawBookmarks(menu, in: layout.body, &frame)
    case .searchPrompt, .filterPrompt, .gotoPrompt, .findPrompt, .savePrompt:
      drawProblem(promptView?.line.problem, above: layout.footer, &frame)
    case nil: break
    }
    return frame
  }

  private func drawTitle(
    of segment: Segment, isGone: Bool = false, after news: DisplayText = "", in part: Rectangle,
    _ frame: inout Frame
  ) {
    var kind = news
    kind.append(segment.kind.text)
    if isGone { kind.append(literal: ", gone") }
    if segment.isRemoved { kind.append(literal: ", removed") }
    if isPaused { kind.append(literal: ", paused") }
    if settings.isReadOnly { kind.append(literal: ", read-only") }
    frame.draw(
      kind, row: part.row, column: max(part.column, part.right - kind.columns), in: part,
      style: isGone ? .warning : .dim)
    let id = DisplayText(titleOf: segment, in: settings.charset)
      .elided(to: part.columns - kind.columns - 2, mark: Glyph.ellipsis.text(in: settings.charset))
    frame.draw(id, row: part.row, column: part.column, in: part, style: .emphasis)
  }

  private func drawProblem(in part: Rectangle, _ frame: inout Frame) {
    guard let problems = rows?.snapshot.problems, let first = problems.first else { return }
    var text = DisplayText()
    text.append(.warning, in: settings.charset)
    text.append(literal: " ")
    text.append(DisplayText(first, in: settings.charset))
    if problems.count > 1 { text.append(" (and \(problems.count - 1) more)") }
    frame.draw(text, row: part.row, column: part.column, in: part, style: .warning)
  }
}
