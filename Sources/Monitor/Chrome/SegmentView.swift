internal import Canvas
internal import SafeText
internal import SharedMemory

/// A screen that shows one segment, and can show the next one of the table in its place.
protocol SegmentView: Screen {
  var segment: Segment { get }

  /// Shows another segment in the same way.
  mutating func show(_ segment: Segment, _ context: inout Context)
}

extension KeyBinding where Target: SegmentView {
  /// The keys that go to the segment before and after, in the order of the table.
  static func neighbours(label: DisplayText) -> [KeyBinding] {
    [
      KeyBinding(
        .nextSegment, label: label, meaning: "the next segment of the table"
      ) { view, context in view.showNeighbour(1, &context) }
      .paired("next or previous segment"),
      KeyBinding(
        .previousSegment, meaning: "the previous segment of the table"
      ) { view, context in view.showNeighbour(-1, &context) }
      .paired("next or previous segment"),
    ]
  }
}

extension KeyBinding where Target: SegmentView {
  /// The key that shows the processes, with the cursor on a holder of the segment.
  static var processes: KeyBinding {
    KeyBinding(
      .processes, meaning: "the memory of each process, with its holder selected"
    ) { view, context in
      context.push(ProcessListScreen(selecting: view.segment))
    }
  }
}

extension SegmentView {
  fileprivate mutating func showNeighbour(_ step: Int, _ context: inout Context) {
    guard !context.refusesWhileSaving() else { return }
    switch context.neighbour(of: segment.identity.id, step) {
    case .segment(let next):
      context.select(next.identity.id)
      show(next, &context)
    case .none: context.say(step > 0 ? "this is the last segment" : "this is the first segment")
    case .hidden: context.say("not in the table: the filter hides it, or it is gone")
    }
  }
}

extension Context {
  fileprivate enum Neighbour {
    case segment(Segment)
    /// There is none in that direction.
    case none
    /// The segment has no row.
    case hidden
  }

  /// The segment of the next row up or down that is not gone.
  fileprivate func neighbour(of id: SegmentID, _ step: Int) -> Neighbour {
    guard let model, let start = model.index(of: id, near: 0) else { return .hidden }
    var row = start + step
    while row >= 0, row < model.count {
      if !model.isGone(row) { return .segment(model[row]) }
      row += step
    }
    return .none
  }
}
