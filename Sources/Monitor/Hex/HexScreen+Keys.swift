internal import Canvas
internal import Contents
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

extension HexScreen {
  static let bindings: [KeyBinding<Self>] =
    [
      // Here h goes to the byte before.
      .help(keys: [.character("?"), .function(1)]),
      KeyBinding(
        .remove, label: "remove",
        meaning: "remove it; asks first", isChanging: true, isActive: isPresent
      ) { hex, context in
        guard !hex.isGone else { return context.status = .segmentIsGone }
        let isAttached = hex.method.map { $0.sideEffects >= .staysAttached } ?? false
        context.askToRemove(hex.segment, isAttachedHere: isAttached)
      },
      KeyBinding(
        .signal, meaning: "signal its holders", isChanging: true, isActive: isPresent
      ) { hex, context in
        guard !hex.isGone else { return context.status = .segmentIsGone }
        context.askToSignal(holdersOf: [hex.segment])
      },
      KeyBinding(
        .edit, label: "edit", meaning: "edit its bytes; asks before it writes", isChanging: true,
        isActive: isPresent
      ) { hex, context in
        guard !hex.isGone else { return context.status = .segmentIsGone }
        hex.checkBeforeEditing(&context)
      },
      KeyBinding(.open, meaning: "show its details") {
        hex, context in
        guard !context.refusesWhileSaving() else { return }
        hex.goBack(&context)
        let segment = hex.segment
        context.tellTop { screen, context in
          let details = screen as? DetailsScreen
          if details?.segment.identity.id != segment.identity.id {
            context.push(DetailsScreen(segment, &context))
          }
        }
      },
      KeyBinding(.processes, meaning: "show the processes") { hex, context in
        guard !context.refusesWhileSaving() else { return }
        hex.leave(&context)
        context.push(ProcessListScreen(selecting: hex.segment))
      },
    ] + KeyBinding.neighbours(label: "next segment") + searchKeys + bookmarkKeys + copyKeys
    + KeyBinding.moving(top: [.home]) { step, hex, context in hex.move(step, &context) }
    + byteKeys
    + [
      KeyBinding(.back, keys: [.escape, .backspace], label: "back", meaning: "go back") {
        hex, context in
        hex.linesAbove = nil
        if context.stopJob() { return }
        if hex.anchor != nil { return hex.anchor = nil }
        if !hex.endComparison(&context) { hex.goBack(&context) }
      }, .pause, .quit,
    ] + compareKeys + [
      .findInAll.labelled("find all"), .refresh, .slower, .faster, .repaint,
    ]

  /// Whether the segment still exists; after that, only the bytes on the screen are known.
  @Sendable static func isPresent(_ hex: HexScreen, _ context: Context) -> Bool { !hex.isGone }

  private static let searchKeys: [KeyBinding<Self>] = [
    KeyBinding(
      .hex, meaning: "open it, if it is closed",
      isActive: { hex, _ in hex.method == nil && !hex.isGone }
    ) { hex, context in hex.openIfClosed(&context) },
    KeyBinding(.strings, meaning: "list the strings", isActive: isPresent) {
      hex, context in
      guard hex.requireOpen(&context) else { return }
      context.show(StringsView(of: hex.segment, from: hex.offset, &context))
    },
    KeyBinding(
      .find, label: "find",
      meaning: "find bytes or text", isActive: isPresent
    ) { hex, context in
      guard hex.requireOpen(&context), !context.refusesWhileSaving() else { return }
      context.show(FindBytesPrompt(hex.side, warning: hex.allocationWarning))
    },
    KeyBinding(.nextMatch, meaning: "go to the next match") { hex, context in
      hex.searchAgain(isForward: true, &context)
    }.paired("next or previous match"),
    KeyBinding(.previousMatch, meaning: "go to the previous match") { hex, context in
      hex.searchAgain(isForward: false, &context)
    }.paired("next or previous match"),
    KeyBinding(
      .switchSide, meaning: "switch to hex or text"
    ) { hex, _ in hex.side = hex.side.other },
  ]

  private static let bookmarkKeys: [KeyBinding<Self>] = [
    KeyBinding(.bookmark, meaning: "set or remove a bookmark") {
      hex, context in hex.toggleBookmark(&context)
    },
    KeyBinding(
      .bookmarks, meaning: "list the bookmarks"
    ) { hex, context in
      if context.hex.bookmarks[hex.segment].isEmpty {
        context.say("no bookmarks yet: \(context.key(of: .bookmark)) sets one")
      } else {
        context.show(BookmarkMenu(of: hex.segment))
      }
    },
    KeyBinding(
      .saveBytes, label: "save", meaning: "save bytes to a new file", isActive: isPresent
    ) { hex, context in
      guard hex.requireOpen(&context), !context.refusesWhileSaving() else { return }
      context.show(SavePrompt(hex.segment, from: hex.cursor, warning: hex.allocationWarning))
    },
  ]

  private static let byteKeys: [KeyBinding<Self>] = [
    KeyBinding(.left, keys: [.left, .character("h")], meaning: "move to the previous byte") {
      hex, context in
      hex.moveLeft()
      hex.moved(&context)
    }.paired("move by a byte"),
    KeyBinding(.right, keys: [.right, .character("l")], meaning: "move to the next byte") {
      hex, context in
      hex.moveRight()
      hex.moved(&context)
    }.paired("move by a byte"),
    KeyBinding(
      .goTo, label: "go to",
      meaning: "go to an offset"
    ) { hex, context in
      guard hex.segment.size > 0 else { return }
      context.show(OffsetPrompt(from: hex.cursor, last: hex.lastByte))
    },
    KeyBinding(
      .pin, label: "pin", meaning: "pin bytes, or unpin them"
    ) { hex, _ in hex.baseline = hex.baseline == nil ? hex.page : nil },
    KeyBinding(
      .squeeze, meaning: "squeeze equal rows",
      isActive: { hex, _ in hex.comparison == nil }
    ) { hex, context in
      guard hex.comparison == nil else { return context.say(hex.noSqueezing(context)) }
      hex.linesAbove = nil
      hex.keepPlace(in: hex.window(context)) { $0.squeezes.toggle() }
      hex.readVisible(&context)
    },
    KeyBinding(
      .byteOrder, meaning: "switch the byte order"
    ) { hex, context in
      hex.isBigEndian.toggle()
      hex.moved(&context)
    },
  ]

  mutating func move(_ step: ListMove, _ context: inout Context) {
    linesAbove = nil
    let window = window(context)
    switch step {
    case .up: move(rows: -1, in: window)
    case .down: move(rows: 1, in: window)
    case .pageUp: scroll(rows: -window.height, in: window)
    case .pageDown: scroll(rows: window.height, in: window)
    case .top: cursor = 0
    case .bottom: cursor = lastByte
    }
    readVisible(&context)
  }

  /// Why equal rows are not squeezed in a comparison.
  private func noSqueezing(_ context: Context) -> DisplayText {
    let next = context.key(of: .nextDifference)
    return "not in a comparison: it shows every row; \(next) goes to the next difference"
  }

  private mutating func moved(_ context: inout Context) {
    linesAbove = nil
    readVisible(&context)
  }

  /// Moves the cursor to an offset, and scrolls to it.
  mutating func show(_ offset: UInt64, _ context: inout Context) {
    if offset > lastByte { context.say("past the end: this is the last byte") }
    go(to: offset, in: window(context))
    readVisible(&context)
  }

  /// Moves the cursor to a match in this segment.
  mutating func show(match range: Range<UInt64>, _ context: inout Context) {
    match = range
    anchor = nil
    show(range.lowerBound, &context)
  }

  /// Closes the segment and this screen.
  func goBack(_ context: inout Context) {
    context.hex.opening = nil
    context.perform(.closeContents(context.hex.session))
    let hex = self
    context.pop()
    context.tell(DetailsScreen.self) { details, context in details.follow(hex, &context) }
  }

  private func toggleBookmark(_ context: inout Context) {
    guard segment.size > 0 else { return }
    if context.hex.bookmarks.remove(at: cursor, in: segment) {
      return context.say("bookmark removed", .emphasis)
    }
    let bytes = (0..<16).prefix { $0 < segment.size - cursor }
      .map { page?.byte(at: cursor + $0) }.prefix { $0 != nil }.compactMap(\.self)
    if context.hex.bookmarks.set(Bookmark(offset: cursor, bytes: bytes), in: segment) {
      context.say("bookmark set; \(context.key(of: .bookmarks)) lists them", .emphasis)
    } else {
      let (list, remove) = (context.key(of: .bookmarks), context.key(of: .removeBookmark))
      context.say(
        "no more than \(Bookmarks.most) bookmarks: press \(list), then \(remove) to remove one")
    }
  }
}
