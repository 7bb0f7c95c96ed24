internal import Canvas
internal import SafeText

/// The path to what a screen shows: `table > posix:/data > hex`.
struct Breadcrumb {
  /// The screens below.
  let trail: [DisplayText]
  /// What the screen is about.
  let subject: DisplayText
  /// How it is shown, if a screen is about the same thing in another way.
  var view: DisplayText?

  /// Draws the path in the first columns of a row.
  ///
  /// If there is no room, the start is left out first, then the middle of the subject is shortened.
  func draw(in part: Rectangle, columns: Int, _ frame: inout Frame, _ context: Context) {
    var start = DisplayText()
    for crumb in trail { start.append("\(crumb)\(Self.separator)") }
    let end: DisplayText = view.map { "\(Self.separator)\($0)" } ?? DisplayText()
    var room = columns - end.columns
    if start.columns + subject.columns > room {
      start = trail.isEmpty ? DisplayText() : "\(context.ellipsis)\(Self.separator)"
    }
    // A long subject is shortened anyway.
    if start.columns + min(subject.columns, Self.shortened) > room { start = DisplayText() }
    room -= start.columns
    var column = frame.draw(start, row: part.row, column: part.column, in: part, style: .dim)
    column = frame.draw(
      subject.elided(to: max(0, room), mark: context.ellipsis), row: part.row, column: column,
      in: part, style: .emphasis)
    frame.draw(end, row: part.row, column: column, in: part)
  }

  private static let shortened = 30
  private static let separator: DisplayText = " > "
}
