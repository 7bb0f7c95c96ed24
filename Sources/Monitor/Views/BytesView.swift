internal import Canvas
internal import Contents
internal import Kernel
internal import SafeText

extension Monitor {
  /// Draws lines of bytes, with the cursor on both sides.
  func drawBytes(of contents: HexScreen, in part: Rectangle, _ frame: inout Frame) {
    guard let page = contents.page else { return }
    let window = window(of: contents)
    let known = contents.known(in: window)
    let view = HexLineView(
      contents: contents, grid: hexGrid(of: contents.segment),
      stamps: .of(settings.charset))
    var place: UInt64? = contents.offset
    for row in 0..<part.rows {
      guard let start = place else { break }
      if let line = known?.line(at: start), line.isRun {
        view.draw(run: line, row: part.row + row, in: part, &frame)
        drawBookmark(of: contents, in: line.range, row: part.row + row, column: 1, in: part, &frame)
      } else if let line = known?.line(at: start) ?? page.row(at: start, width: window.bytesPerRow)
      {
        view.draw(line, row: part.row + row, in: part, &frame)
        drawBookmark(
          of: contents, in: line.range, row: part.row + row, column: view.grid.offsetDigits,
          in: part, &frame)
        drawMatch(
          of: contents, in: line.range, view.grid, row: part.row + row, in: part, &frame)
      }
      place = contents.lineStart(after: start, in: window)
    }
  }
}

extension ContentsPage {
  /// As many bytes of a row as are known, where lines are of another kind.
  fileprivate func row(at start: UInt64, width: Int) -> ContentsLine? {
    let bytes = (0..<UInt64(width)).prefix { byte(at: start.addingSaturated($0)) != nil }
      .compactMap { byte(at: start + $0) }
    guard !bytes.isEmpty else { return nil }
    let range = start..<start + UInt64(bytes.count)
    return ContentsLine(range: range, bytes: bytes, isHole: line(at: start)?.isHole ?? false)
  }
}
