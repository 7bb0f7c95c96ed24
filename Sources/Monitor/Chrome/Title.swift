internal import Canvas
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// The first line of a screen about one segment: its name, and on the right its kind and state.
struct Title {
  let segment: Segment
  var isGone = false
  /// Text before the kind.
  var note = DisplayText()
  /// The way in which it is shown, if not by its details.
  var view: DisplayText?

  func draw(in part: Rectangle, _ frame: inout Frame, _ context: Context) {
    var kind = note
    kind.append(segment.kind.text)
    if isGone { kind.append(literal: ", gone") }
    if segment.isRemoved { kind.append(literal: ", removed") }
    if context.isPaused { kind.append(literal: ", paused") }
    if context.options.isReadOnly { kind.append(literal: ", read-only") }
    frame.draw(
      kind, row: part.row, column: max(part.column, part.right - kind.columns), in: part,
      style: isGone ? .warning : .dim)
    Breadcrumb(
      trail: context.trail, subject: DisplayText(titleOf: segment, in: context.charset), view: view
    ).draw(in: part, columns: part.columns - kind.columns - 2, &frame, context)
  }
}
