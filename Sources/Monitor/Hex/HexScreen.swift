internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The hex screen: the bytes of one segment.
struct HexScreen: SegmentView {
  /// The segment as it was last seen.
  var segment: Segment
  /// The method by which the bytes are read; `nil` while the segment is not open.
  var method: AccessMethod?
  /// Whether it no longer exists.
  var isGone = false
  /// The first byte on the screen, at the start of a line.
  var offset: UInt64 = 0
  /// The offset of the cursor.
  var cursor: UInt64 = 0
  /// The column of the cursor: hex or text.
  var side = Pane.hex
  /// The range of the last match.
  var match: Range<UInt64>?
  /// Where the mark began; `nil` if no bytes are marked.
  var anchor: UInt64?
  /// The byte order of the inspector.
  var isBigEndian = false
  /// Whether equal rows are one line.
  var squeezes = true
  /// The number of lines to show above the cursor when they have been read.
  var linesAbove: Int?
  /// The lines that were read last; the screen may have scrolled since.
  var page: ContentsPage?
  /// The page map.
  var map: ContentsMap?
  /// The cells of the map that was requested and has not come; 0 for none.
  var requestedCells = 0
  /// When bytes were first read since the segment was opened; `nil` before that.
  var readSince: Timestamp?
  /// The bytes that have changed lately.
  var changes = ByteChanges()
  /// The pinned bytes that the screen is compared with; `nil` if none are pinned.
  var baseline: ContentsPage?
  /// The comparison with another segment or a file; `nil` if there is none.
  var comparison: SegmentComparison?
  /// Whether lines were requested and have not come; several requests can get one answer.
  var isReading = false
  /// The editing of its bytes; `nil` while they are only shown.
  var editing: Editing?
  /// Whether it was asked whether the segment can be written, and the answer has not come.
  var isCheckingBeforeEdit = false
  /// The error of the last read.
  var failure: ContentsError?
  /// The method with which to open the segment again, after it was closed for a while.
  var closedMethod: AccessMethod?

  /// The screen of a segment that is open, or that is being opened.
  init(_ segment: Segment, _ method: AccessMethod?) {
    self.segment = segment
    self.method = method
  }

  var keys: [KeyBinding<Self>] {
    guard editing != nil else { return Self.bindings }
    return side == .hex ? Self.editBindings : Self.textEditBindings
  }

  mutating func press(_ key: Key, _ context: inout Context) {
    if editing == nil || !type(key, &context) { press(key, in: keys, &context) }
  }

  /// The wheel moves while bytes are edited too, whose keys have no names.
  mutating func perform(_ action: Action, _ context: inout Context) {
    switch action {
    case .up: move(.up, &context)
    case .down: move(.down, &context)
    default: break
    }
  }

  func crumb(_ context: Context) -> DisplayText { editing == nil ? "hex" : "edit" }

  var hasOpenContents: Bool { method != nil }

  /// The size of the hex view.
  func window(_ context: Context) -> ContentsWindow {
    let rows = parts(context).bytes.rows
    let isStacked = comparison != nil && !isSideBySide(context)
    return ContentsWindow(
      bytesPerRow: grid(context).bytesPerRow, height: max(1, isStacked ? rows / 2 : rows),
      squeezes: isSqueezed)
  }

  /// Whether equal rows are one line now.
  var isSqueezed: Bool { squeezes && comparison == nil && editing == nil }

  /// The columns of a row of bytes.
  func grid(_ context: Context) -> HexGrid {
    HexGrid(
      width: isSideBySide(context) ? context.size.columns / 2 : context.size.columns,
      size: segment.size)
  }

  /// The parts of the screen below its title.
  func parts(_ context: Context) -> ContentsLayout {
    ContentsLayout(body: layout(context).body, isComparing: comparison != nil)
  }

  mutating func resize(_ context: inout Context) {
    readVisible(&context)
    if page != nil { requestMap(&context) }
  }

  mutating func follow(_ model: TableModel, _ context: inout Context) {
    if let found = model.segment(segment.identity.id) { segment = found }
  }

  /// The glyphs and marks of bytes, and the signs of the map.
  func helpPages(_ context: Context) -> [HelpPage] {
    let classes: [(Glyph, DisplayText)] = [
      (.zeroByte, "a byte that is 0"), (.spaceByte, "a tab, newline or other white space"),
      (.controlByte, "another control character"), (.highByte, "a byte beyond ASCII"),
    ]
    let glyphs = { (entry: (glyph: Glyph, meaning: DisplayText)) in
      Box.Line(entry: entry.glyph.text(in: context.charset), entry.meaning)
    }
    let lines =
      classes.map { glyphs($0) } + [
        Box.Line(entry: "[ ]", "the last match"),
        Box.Line(entry: Glyph.bookmark.text(in: context.charset), "a bookmark in this row"),
        Box.Line(
          entry: "underlined", "it just changed, or differs from the pinned bytes"),
        Box.Line(
          entry: Glyph.different.text(in: context.charset),
          "in a comparison: bytes of the row that differ; they are underlined"),
        Box.Line(
          entry: Glyph.equal.text(in: context.charset),
          "in a comparison: a row that is equal in both; every row is shown"),
        Box.Line(entry: "--", "a row in a hole: zeros, with no memory behind them"),
        Box.Line(entry: "*", "rows equal to the row before them"),
      ] + MapView.meanings.map { glyphs($0) }
    return [
      HelpPage(
        name: "bytes and signs", lines: (editing == nil ? [] : Self.editHelp) + lines),
      .signs(context),
    ]
  }

  func progress(_ context: Context) -> DisplayText? {
    context.hex.running.flatMap {
      $0.job.needsOpenSegment && !$0.isCounting ? $0.text(context) : nil
    }
  }

  /// The byte at an offset as the screen shows it; `nil` if it is not known.
  func byte(at offset: UInt64) -> UInt8? {
    editing?.edits[offset]?.typed ?? page?.byte(at: offset)
  }

  /// The mark of a byte; a recent change takes precedence.
  func mark(at offset: UInt64, of byte: UInt8) -> ByteChanges.Mark? {
    let mark = changes.mark(at: offset)
    if mark != .fresh, comparison?.differs(from: byte, at: offset) == true { return .different }
    guard mark != .fresh, let earlier = baseline?.byte(at: offset), earlier != byte else {
      return mark
    }
    return .different
  }
}
