internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import Query
internal import SafeText
internal import SharedMemory

/// The texts in the open segment, as strings(1) finds them, with their offsets.
///
/// It knows a part of the list, and requests more when the cursor comes near an end of that.
struct StringsView: Overlay {
  private let segment: Segment
  /// The known texts.
  private var strings: [FoundString] = []
  /// The offsets from which the list goes on at its ends; `nil` if nothing more is there.
  private var before: UInt64?
  private var after: UInt64?
  private var position = ListPosition()
  /// The request whose answer has not come.
  private var pending: StringsRequest?
  /// Whether the cursor goes to the end of the list when the answer comes.
  private var goesToEnd = false
  private var failure: ContentsError?

  /// The texts in a request.
  private static let step = 200
  /// The most texts that are known; more are forgotten at the far end.
  private static let most = 2000

  /// Begins at an offset.
  init(of segment: Segment, from offset: UInt64, _ context: inout Context) {
    self.segment = segment
    begin(at: offset, isForward: true, &context)
  }

  var keys: [KeyBinding<Self>] { Self.bindings }

  static let bindings: [KeyBinding<Self>] =
    KeyBinding.moving { step, view, context in view.move(step, &context) } + [
      KeyBinding(fixed: .enter, label: "show the bytes", meaning: "go to the bytes of the text") {
        view, context in
        guard let chosen = view.chosen else { return }
        context.dismiss()
        context.tell(HexScreen.self) { hex, context in hex.show(match: chosen.range, &context) }
      }
    ] + KeyBinding.leaving() + [
      KeyBinding(.refresh, label: "read again", meaning: "read again") {
        view, context in
        let offset = view.strings.dropFirst(view.position.top).first?.range.lowerBound
        view.begin(at: offset ?? 0, isForward: true, &context)
      }
    ]

  private var chosen: FoundString? {
    strings.indices.contains(position.cursor) ? strings[position.cursor] : nil
  }

  // MARK: Reading

  /// Forgets the list, and begins a new one at an offset.
  private mutating func begin(at offset: UInt64, isForward: Bool, _ context: inout Context) {
    strings = []
    position = ListPosition()
    before = isForward && offset > 0 ? offset : nil
    after = nil
    goesToEnd = !isForward
    request(from: offset, isForward: isForward, &context)
  }

  private mutating func request(
    from offset: UInt64, isForward: Bool, _ context: inout Context
  ) {
    let request = StringsRequest(
      from: offset, isForward: isForward, count: Self.step, takesUTF8: context.charset == .utf8)
    pending = request
    context.perform(.readStrings(context.hex.session, request))
  }

  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .stringsRead(let session, let request, let result) = event,
      session == context.hex.session, request == pending
    else { return }
    pending = nil
    switch result {
    case .success(let page):
      failure = nil
      add(page, &context)
    case .failure(let error): failure = error
    }
  }

  private mutating func add(_ page: StringsPage, _ context: inout Context) {
    let height = rows(context)
    if page.request.isForward {
      strings += page.strings
      after = page.isLast ? nil : page.reached
      if strings.count > Self.most { forget(first: strings.count - Self.most) }
    } else {
      // The list can have begun inside a text.
      if let last = page.strings.last, let first = strings.first,
        last.range.upperBound > first.range.lowerBound
      {
        strings.removeFirst()
        position.cursor = max(0, position.cursor - 1)
      }
      strings = page.strings + strings
      before = page.isLast ? nil : page.reached
      position.cursor += page.strings.count
      position.top += page.strings.count
      if strings.count > Self.most {
        strings.removeLast(strings.count - Self.most)
        after = strings.last?.range.upperBound
      }
    }
    if goesToEnd { position.cursor = strings.count - 1 }
    if !strings.isEmpty { goesToEnd = false }
    position.keepOnScreen(height: height, count: strings.count)
    requestMore(&context)
  }

  private mutating func forget(first count: Int) {
    before = strings[count].range.lowerBound
    strings.removeFirst(count)
    position.cursor = max(0, position.cursor - count)
    position.top = max(0, position.top - count)
  }

  /// Requests more texts if the screen is near an end of the known ones.
  private mutating func requestMore(_ context: inout Context) {
    guard pending == nil, failure == nil else { return }
    let height = rows(context)
    if let after, position.cursor + 2 * height >= strings.count {
      request(from: after, isForward: true, &context)
    } else if let before, position.top < height {
      request(from: before, isForward: false, &context)
    }
  }

  private mutating func move(_ step: ListMove, _ context: inout Context) {
    switch step {
    case .top where before != nil: begin(at: 0, isForward: true, &context)
    case .bottom where after != nil: begin(at: segment.size, isForward: false, &context)
    default:
      position.move(step, height: rows(context), count: strings.count)
      requestMore(&context)
    }
  }

  /// Selects a text, or goes to the bytes of the one that is selected.
  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    guard case .row(let row) = target else { return }
    if row == position.cursor { press(.enter, &context) } else { position.cursor = row }
  }

  // MARK: Drawing

  private func rows(_ context: Context) -> Int {
    max(1, Layout(size: context.size).body.rows - 1)
  }

  /// Draws the offsets of the texts, and as much of each as fits, over all of the bytes.
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    var part = layout.body
    frame.fill(part)
    let title = part.takeTop(1)
    frame.draw(
      "strings of \(StringsRequest.fewest) characters or more", row: title.row, column: 0,
      in: title, style: .heading)
    if let note = note(context) { frame.draw(note, row: part.row, column: 0, in: part) }
    let digits = HexGrid(width: part.columns, size: segment.size).offsetDigits
    for (row, index) in position.visible(height: part.rows, count: strings.count).enumerated() {
      var offset = DisplayText()
      offset.append(hex: strings[index].range.lowerBound, width: digits)
      let column = frame.draw(offset, row: part.row + row, column: 0, in: part, style: .offset)
      let text = DisplayText(typed: strings[index].bytes, in: context.charset)
        .elided(to: max(0, part.right - column - 2), mark: context.ellipsis)
      frame.draw(text, row: part.row + row, column: column + 2, in: part)
      let line = Rectangle(row: part.row + row, column: 0, rows: 1, columns: part.columns)
      frame.setTarget(.row(index), in: line)
      if index == position.cursor { frame.restyle(line, .selected) }
    }
  }

  /// Why there are no texts, or not yet.
  private func note(_ context: Context) -> DisplayText? {
    if let failure { return DisplayText(failure, of: segment, context.format) }
    guard strings.isEmpty else { return nil }
    guard let pending else { return "none in this segment" }
    var text: DisplayText = "none up to 0x"
    text.append(hex: pending.offset)
    text.append(literal: "; still searching")
    return text
  }
}
