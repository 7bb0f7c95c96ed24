internal import Canvas
internal import Contents
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The list of segments to compare with: those of the table, in its order.
struct CompareMenu: Overlay {
  private let segment: Segment
  private var position = ListPosition()

  /// Begins at the segment after this one in the table.
  init(for segment: Segment, _ context: Context) {
    self.segment = segment
    guard let model = context.model, let row = model.index(of: segment.identity.id, near: 0) else {
      return
    }
    let before = (0..<row).count { !model.isGone($0) }
    position.cursor = before
    position.keepOnScreen(height: rows(context), count: others(context).count)
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    [
      KeyBinding(.compareFile, label: "a file", meaning: "compare with a saved file") {
        _, context in context.show(CompareFilePrompt())
      }
    ]
    + KeyBinding.moving { step, menu, context in
      menu.position.move(step, height: menu.rows(context), count: menu.others(context).count)
    } + [
      KeyBinding(fixed: .enter, label: "compare", meaning: "compare with the segment") {
        menu, context in
        let others = menu.others(context)
        guard others.indices.contains(menu.position.cursor) else { return }
        let other = others[menu.position.cursor]
        context.dismiss()
        context.tell(HexScreen.self) { hex, context in
          hex.compare(with: .segment(other, accepting: .nothing), &context)
        }
      }
    ] + KeyBinding.leaving()

  private func others(_ context: Context) -> [Segment] {
    guard let model = context.model else { return [] }
    return (0..<model.count).filter { !model.isGone($0) }.map { model[$0] }
      .filter { $0.identity != segment.identity }
  }

  private func rows(_ context: Context) -> Int {
    max(1, Layout(size: context.size).body.rows - 2)
  }

  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    position.cursor = row
    press(.enter, &context)
  }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    let part = layout.body
    let others = others(context)
    let visible = position.visible(height: max(1, part.rows - 2), count: others.count)
    var lines = visible.map { index in
      var text: DisplayText = index == position.cursor ? "> " : "  "
      text.append(labelOf: others[index], in: context.charset)
      text.pad(to: min(40, max(1, Box.innerColumns(in: part) - 10)))
      text.append(literal: " ")
      text.append(bytes: others[index].size, in: .human)
      return Box.Line(
        text: text.elided(to: Box.innerColumns(in: part), mark: context.ellipsis),
        style: index == position.cursor ? .selected : .dialog, target: .row(index))
    }
    if others.isEmpty {
      lines = [
        Box.Line(text: "no other segment in the table; \(context.key(of: .compareFile)): a file")
      ]
    }
    var box = Box(
      title: "Compare with; \(context.key(of: .compareFile)): a saved file", lines: lines,
      charset: context.charset)
    box.more = (visible.lowerBound > 0, visible.upperBound < others.count)
    box.scrollKeys = (context.key(of: .up), context.key(of: .down))
    box.draw(in: part, &frame)
  }
}
