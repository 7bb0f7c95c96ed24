internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The screen of one segment's bytes.
struct HexScreen: Screen {
  /// The segment as it was last seen.
  var segment: Segment
  /// How the bytes are reached; `nil` while the segment is not open.
  var method: AccessMethod?
  /// Whether it is there no more.
  var isGone = false
  /// The first byte on the screen, at the start of a line.
  var offset: UInt64 = 0
  /// The byte that keys move from.
  var cursor: UInt64 = 0
  /// Which side of the bytes it is on.
  var side = Pane.hex
  /// The bytes that were found last.
  var match: Range<UInt64>?
  /// In which byte order the bytes from the cursor on are taken as numbers.
  var isBigEndian = false
  /// Whether equal rows are one line.
  var squeezes = true
  /// How many lines are to be above the cursor's as soon as they are known.
  var linesAbove: Int?
  /// The lines that were read last, perhaps for another place on the screen.
  var page: ContentsPage?
  /// Which pages there are.
  var map: ContentsMap?
  /// For how many cells a map was asked for and has not come; 0 for none.
  var requestedCells = 0
  /// Which of them have changed lately.
  var changes = ByteChanges()
  /// The lines that those on the screen are compared with; `nil` if none are.
  var baseline: ContentsPage?
  /// Whether lines were asked for since the last answer; of some questions perhaps one is answered.
  var isReading = false
  /// Why the last reading failed.
  var failure: ContentsError?
  /// How the bytes were reached before the segment was let go for a while.
  var closedMethod: AccessMethod?

  init(_ segment: Segment, _ method: AccessMethod) {
    self.segment = segment
    self.method = method
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  var hasOpenContents: Bool { method != nil }

  /// The part of the segment that the screen has room for.
  func window(_ context: Context) -> ContentsWindow {
    ContentsWindow(
      bytesPerRow: grid(context).bytesPerRow, height: max(1, parts(context).bytes.rows),
      squeezes: squeezes)
  }

  /// How rows of bytes are laid out.
  func grid(_ context: Context) -> HexGrid {
    HexGrid(width: context.size.columns, size: segment.size)
  }

  /// How the screen is divided below its title.
  func parts(_ context: Context) -> ContentsLayout {
    ContentsLayout(body: layout(context).body)
  }

  mutating func resize(_ context: inout Context) {
    readVisible(&context)
    if page != nil { requestMap(&context) }
  }

  mutating func follow(_ model: TableModel, _ context: inout Context) {
    if let found = model.segment(segment.identity.id) { segment = found }
  }

  /// What stands for bytes in the text beside them, and how they are marked.
  func helpLines(_ context: Context) -> [Box.Line] {
    let classes: [(Glyph, DisplayText)] = [
      (.zeroByte, "a byte that is 0"), (.spaceByte, "a tab, newline or other white space"),
      (.controlByte, "another control character"), (.highByte, "a byte beyond ASCII"),
    ]
    let glyphs = { (entry: (glyph: Glyph, meaning: DisplayText)) in
      Box.Line(entry: entry.glyph.text(in: context.charset), entry.meaning)
    }
    return [Box.Line(text: "Bytes", style: .emphasis)] + classes.map { glyphs($0) } + [
      Box.Line(entry: "[ ]", "the last match"),
      Box.Line(entry: Glyph.bookmark.text(in: context.charset), "a bookmark in this row"),
      Box.Line(
        entry: "underlined", "it just changed, or differs from the pinned bytes"),
      Box.Line(entry: "--", "a row in a hole: zeros, with no memory behind them"),
      Box.Line(entry: "*", "rows equal to the row before them"),
    ] + MapView.meanings.map { glyphs($0) }
  }

  func progress(_ context: Context) -> DisplayText? { context.hex.running?.text }

  /// How a byte is marked: one that has just changed above all.
  func mark(at place: UInt64, of byte: UInt8) -> ByteChanges.Mark? {
    let mark = changes.mark(at: place)
    guard mark != .fresh, let earlier = baseline?.byte(at: place), earlier != byte else {
      return mark
    }
    return .different
  }
}
