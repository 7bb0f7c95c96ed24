internal import Canvas
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// How a list is printed as text.
struct TextStyle {
  var fields = Field.defaults
  var form = TextForm.aligned
  var hasHeadings = true
  /// Whether the aligned form has sizes in bytes, as the others have them.
  var areSizesInBytes = false
  var hasOctalPermissions = false
  /// `nil` is ISO 8601, in local time if people read it, and in UTC if programs do.
  var times: TimeFormat?
  /// Whether lines are cut to the width of a terminal.
  var isCut = true
  var colors = ColorOptions.When.auto

  /// The parts of a snapshot that the columns need.
  var needs: SnapshotReader.Needs { fields.reduce(into: []) { $0.formUnion($1.needs) } }

  /// Prints the segments.
  func print(_ segments: [Segment], at positions: [Int], _ format: FormatOptions) throws(Errno) {
    let table = TextTable(fields: fields, form: form, hasHeadings: hasHeadings)
    try print(table, of: segments, at: positions, format)
  }

  /// Prints the files in `/dev/shm` that are not segments.
  func printOthers(of snapshot: Snapshot, _ format: FormatOptions) throws(Errno) {
    let others = snapshot.others.sorted { $0.name.bytes.lexicographicallyPrecedes($1.name.bytes) }
    let table = TextTable(columns: Column<NonSegment>.all, form: form, hasHeadings: hasHeadings)
    try print(table, of: others, at: Array(others.indices), format)
  }

  /// Prints a line about those files, if a person reads it.
  func printSummaryOfOthers(of snapshot: Snapshot, _ format: FormatOptions) throws(Errno) {
    guard form == .aligned, hasHeadings, StandardOutput.isTerminal,
      var summary = NonSegment.summary(of: snapshot.others)
    else { return }
    if let width {
      summary = summary.shortened(to: width, mark: Glyph.ellipsis.text(in: format.charset))
    }
    try StandardOutput.write(summary.utf8 + [UInt8(ascii: "\n")])
  }

  /// The columns to which lines are cut; `nil` if they are not.
  private var width: Int? {
    isCut && StandardOutput.isTerminal ? SizeArgument.ofTerminal.size.columns : nil
  }

  private func print<Row>(
    _ table: TextTable<Row>, of rows: [Row], at positions: [Int], _ format: FormatOptions
  ) throws(Errno) {
    let look = TerminalLook(
      columns: width, hasColors: ColorOptions.appliesToOutput(colors))
    if form != .aligned || look.isPlain {
      try StandardOutput.write(table.bytes(of: rows, at: positions, format))
    } else {
      try StandardOutput.write(table.bytes(of: rows, at: positions, format, look))
    }
  }

  /// The format of values in this style.
  func applied(to format: FormatOptions) -> FormatOptions {
    var format = format
    format.units = form != .aligned ? .exact : areSizesInBytes ? .bytes : .human
    format.hasOctalPermissions = hasOctalPermissions
    format.times = times ?? .iso
    format.isLocalTime = form == .aligned || times != nil
    return format
  }
}
