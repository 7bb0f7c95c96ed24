internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

extension HexScreen {
  /// Draws the status line, the bytes, the page map and the inspector.
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    Title(segment: segment, note: changesTitle(in: layout.header, context), view: crumb(context))
      .draw(in: layout.header, &frame, context)
    let parts = parts(context)
    drawStatus(in: parts.status, &frame, context)
    drawComparison(in: parts.comparison, &frame, context)
    drawBytes(in: parts.bytes, &frame, context)
    MapView(contents: self, window: window(context), charset: context.charset)
      .draw(in: parts.map, &frame)
    Inspector(
      values: ByteValues(from: cursor, isBigEndian: isBigEndian, byte: byte(at:)),
      isBigEndian: isBigEndian, canSwitch: editing == nil, note: writers(context),
      charset: context.charset
    ).draw(in: parts.inspector, &frame)
  }

  /// Draws how the bytes are read, and the position of the cursor.
  ///
  /// Without room for both, the position is shortened, then the text if it is no warning.
  private func drawStatus(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    if let editing, method != nil, failure == nil {
      return drawEditStatus(editing, in: part, &frame)
    }
    let (text, style) = statusLine(context)
    let positions = segment.size > 0 ? cursorPositions : []
    let gap = 2
    let position =
      positions.first { text.columns + gap + $0.columns <= part.columns }
      ?? (style == .dim ? positions.last : nil)
    var room = part.columns
    if let position {
      room -= gap + position.columns
      frame.draw(position, row: part.row, column: part.right - position.columns, in: part)
    }
    frame.draw(
      text.elided(to: max(0, room), mark: context.ellipsis), row: part.row, column: 0, in: part,
      style: style)
  }

  private func drawComparison(
    in part: Rectangle, _ frame: inout Frame, _ context: Context
  ) {
    guard let comparison else { return }
    let text = comparison.text(for: segment, width: part.columns, in: context.charset)
    frame.draw(
      text.elided(to: part.columns, mark: context.ellipsis), row: part.row, column: 0, in: part,
      style: comparison.failure != nil
        ? .error : comparison.isWithItself(segment) ? .warning : .emphasis)
  }

  /// Who writes to the segment, for the title of the inspector.
  private func writers(_ context: Context) -> DisplayText? {
    guard !isGone else { return nil }
    return WriterLine(
      writers: context.model?.snapshot.scan.flatMap { Writers(of: segment, in: $0) },
      lastChange: changes.last, since: readSince, now: context.now, charset: context.charset
    ).text
  }

  /// The position of the cursor, the longest text first.
  var cursorPositions: [DisplayText] {
    var offset: DisplayText = "at 0x"
    offset.append(hex: cursor)
    // The product takes up to 71 bits; a segment can have shrunk below the cursor.
    let whole = max(1, lastByte)
    let position = min(whole, cursor)
    let percent = whole.dividingFullWidth(position.multipliedFullWidth(by: 100)).quotient
    return side == .text
      ? ["\(offset), \(percent)%, text side", "\(offset), text side", "\(offset), text"]
      : ["\(offset), \(percent)%", offset]
  }

  private func statusLine(_ context: Context) -> (DisplayText, Style) {
    var text = DisplayText()
    text.append(bytes: segment.size, in: .human)
    if segment.size == 0 { text.append(literal: ": nothing to show") }
    switch failure {
    case .hasSideEffects(let sideEffects):
      text.append("  not read: that \(sideEffects.text); \(context.key(of: .hex)) asks")
      return (text, .warning)
    case let failure?:
      text.append(literal: "  ")
      text.append(DisplayText(failure, of: segment, context.format))
      return (text, .error)
    case nil: break
    }
    guard let method else {
      if page == nil && !isGone && closedMethod == nil {
        text.append(context.hex.opening == nil ? "  not open" : "  opening")
        return (text, .warning)
      }
      text.append(
        isGone
          ? "  gone: these are the last bytes read" : "  not open: these are the last bytes read")
      return (text, .warning)
    }
    text.append(literal: "  ")
    text.append(method.text)
    text.append(literal: ": ")
    text.append(method.sideEffects.text)
    return (text, method.sideEffects == .nothing ? .dim : .warning)
  }

  /// Draws the lines of bytes, with the cursor in both columns.
  private func drawBytes(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    guard let page else { return }
    let window = window(context)
    let known = known(in: window)
    let view = HexLineView(
      contents: self, grid: grid(context),
      glyphs: .of(context.charset))
    let isStacked = comparison != nil && !isSideBySide(context)
    var next: UInt64? = offset
    for index in 0..<window.height {
      guard let start = next else { break }
      let row = isStacked ? 2 * index : index
      if let line = known?.line(at: start), line.isRun {
        view.draw(run: line, row: part.row + row, in: part, &frame)
        drawBookmark(
          in: line.range, row: part.row + row, column: 1, in: part, &frame, context)
      } else if let line = known?.line(at: start) ?? page.row(at: start, width: window.bytesPerRow)
      {
        view.draw(line, row: part.row + row, in: part, &frame)
        drawBookmark(
          in: line.range, row: part.row + row, column: view.grid.offsetDigits, in: part, &frame,
          context)
        showEditCursor(view.grid, row: part.row + row, from: start, in: part, &frame)
        drawMatch(
          in: line.range, view.grid, row: part.row + row, in: part, &frame)
        if let comparison {
          OtherLineView(
            comparison: comparison, grid: view.grid, glyphs: view.glyphs, charset: context.charset
          ).draw(
            line, row: part.row + row + (isStacked ? 1 : 0),
            from: isStacked ? 0 : context.size.columns / 2, in: part, &frame)
        }
      }
      next = lineStart(after: start, in: window)
    }
  }

  /// Draws the bookmark sign after an offset if there is a bookmark in the range.
  private func drawBookmark(
    in range: Range<UInt64>, row: Int, column: Int, in part: Rectangle, _ frame: inout Frame,
    _ context: Context
  ) {
    guard context.hex.bookmarks.isMarked(range, in: segment) else { return }
    frame.draw(
      Glyph.bookmark.text(in: context.charset), row: row, column: column, in: part,
      style: .emphasis)
  }

  /// Draws brackets around the marked bytes or the match, in the rows of their start and end.
  private func drawMatch(
    in range: Range<UInt64>, _ grid: HexGrid, row: Int,
    in part: Rectangle, _ frame: inout Frame
  ) {
    guard let emphasized, !emphasized.isEmpty else { return }
    let last = emphasized.upperBound - 1
    if range.contains(emphasized.lowerBound) {
      let index = Int(emphasized.lowerBound - range.lowerBound)
      frame.draw("[", row: row, column: grid.column(ofByte: index) - 1, in: part, style: .emphasis)
    }
    if range.contains(last) {
      let index = Int(last - range.lowerBound)
      frame.draw("]", row: row, column: grid.column(ofByte: index) + 2, in: part, style: .emphasis)
    }
  }
}

extension ContentsPage {
  /// The known bytes of a row, if the page has lines of another format.
  fileprivate func row(at start: UInt64, width: Int) -> ContentsLine? {
    let bytes = (0..<UInt64(width)).prefix { byte(at: start.addingSaturated($0)) != nil }
      .compactMap { byte(at: start + $0) }
    guard !bytes.isEmpty else { return nil }
    let range = start..<start + UInt64(bytes.count)
    return ContentsLine(range: range, bytes: bytes, isHole: line(at: start)?.isHole ?? false)
  }
}
