internal import Canvas
internal import Contents
internal import Formatting
internal import Kernel
internal import Operations
internal import SafeText
internal import SharedMemory

/// The editing of a segment's bytes, from the key that begins it to the one that stops it.
struct Editing: Sendable {
  /// The segment as it was at the beginning: what is written goes to no other that takes its name.
  let segment: Segment
  /// The side effects of writing that the user has accepted.
  let accepted: AccessMethod.SideEffects
  var edits = HexEdits()
  /// Whether bytes are being written.
  var isWriting = false
}

/// Editing bytes on the screen, and writing them.
extension HexScreen {
  // MARK: Beginning and ending

  /// Asks whether the segment can be written; editing begins with the answer.
  mutating func checkBeforeEditing(
    accepting accepted: AccessMethod.SideEffects? = nil, _ context: inout Context
  ) {
    guard segment.size > 0 else {
      return context.say("nothing to edit: its size is 0; resize it in the table first")
    }
    guard requireOpen(&context), !context.refusesWhileSaving() else { return }
    guard comparison == nil else {
      return context.say(
        "bytes cannot be edited during a comparison; \(context.key(of: .back)) ends it")
    }
    isCheckingBeforeEdit = true
    let accepted = accepted ?? method?.sideEffects ?? .nothing
    context.perform(.foreseeWrite(segment, accepting: accepted))
  }

  mutating func receiveEditing(_ event: Event, _ context: inout Context) {
    switch event {
    case .writeForeseen(let asked, let accepted, let error):
      guard isCheckingBeforeEdit, asked.identity == segment.identity else { return }
      isCheckingBeforeEdit = false
      switch error {
      case nil: beginEditing(asked, accepted, &context)
      case .hasSideEffects(let cost)?:
        context.show(ConsentDialog(segment: asked, sideEffects: cost, purpose: .editing))
      case let error?: context.say(DisplayText(error, of: asked, context.format), .error)
      }
    case .wrote(let target, _, let outcome):
      guard editing?.segment.identity == target.identity else { return }
      editing?.isWriting = false
      editing?.edits.wrote(outcome.written)
      if case .changed(let bytes) = outcome.problem { editing?.edits.follow { bytes[$0] } }
      readVisible(&context)
    default: break
    }
  }

  private mutating func beginEditing(
    _ target: Segment, _ accepted: AccessMethod.SideEffects, _ context: inout Context
  ) {
    anchor = nil
    // A hex editor shows every row.
    keepPlace(in: window(context)) { $0.editing = Editing(segment: target, accepted: accepted) }
    readVisible(&context)
  }

  /// Stops editing, if nothing was typed; else asks whether to discard that.
  mutating func stopEditing(_ context: inout Context) {
    guard let editing else { return }
    guard !editing.isWriting else { return context.say("the bytes are being written") }
    guard editing.edits.isEmpty else {
      return context.show(DiscardDialog(segment: editing.segment, count: editing.edits.count))
    }
    endEditing(&context)
  }

  /// Stops editing, and forgets what was typed.
  mutating func endEditing(_ context: inout Context) {
    keepPlace(in: window(context)) { $0.editing = nil }
    readVisible(&context)
  }

  // MARK: Typing

  /// Types a character at the cursor; returns false if it types nothing on this side.
  mutating func type(_ key: Key, _ context: inout Context) -> Bool {
    guard case .character(let scalar) = key else { return false }
    switch side {
    case .hex:
      guard let digit = Character(scalar).hexDigitValue, scalar.isASCII else { return false }
      type([UInt8(digit)], isDigit: true, &context)
    case .text: type(Array(String(scalar).utf8), isDigit: false, &context)
    }
    return true
  }

  private mutating func type(_ typed: [UInt8], isDigit: Bool, _ context: inout Context) {
    guard !isGone else { return context.status = .segmentIsGone }
    let count = UInt64(typed.count)
    guard count <= segment.size - min(segment.size, cursor) else {
      return context.say(
        "no room: this character is \(count) bytes long, and the segment ends first")
    }
    let below = (0..<count).compactMap { page?.byte(at: cursor + $0) }
    guard var edits = editing?.edits, below.count == typed.count else {
      return context.say("these bytes have not been read yet")
    }
    let isTyped =
      isDigit
      ? edits.type(digit: typed[0], at: cursor, over: below[0])
      : edits.type(typed, at: cursor, over: below)
    guard isTyped else {
      return context.say(
        """
        limit reached (\(HexEdits.mostBytes) bytes or \(HexEdits.mostParts) places): \
        \(Self.writeKey(side).text) writes what you have
        """)
    }
    editing?.edits = edits
    let next = edits.isLow(at: cursor) ? cursor : cursor + count
    if next > lastByte { context.say("end of the segment: the next key changes this byte again") }
    cursor = min(next, lastByte)
    readVisible(&context)
  }

  /// The first key that writes.
  private static func writeKey(_ side: Pane) -> Key {
    side == .hex ? .character("w") : .function(2)
  }

  /// Takes back what was typed last, and goes there.
  mutating func undo(_ context: inout Context) {
    guard let cursor = editing?.edits.undo() else { return context.say("nothing to undo") }
    go(to: cursor, in: window(context))
    readVisible(&context)
  }

  // MARK: Writing

  /// Asks whether to write what was typed.
  mutating func askToWrite(_ context: inout Context) {
    guard let editing, !isGone else { return context.status = .segmentIsGone }
    guard !editing.isWriting else { return context.say("the bytes are being written") }
    let replacements = editing.edits.replacements
    guard let last = replacements.last else {
      return context.say("nothing to write: no byte is changed")
    }
    guard segment.identity != editing.segment.identity || last.range.upperBound <= segment.size
    else {
      return context.say(
        "the segment shrank to \(counted: segment.size, "byte"): undo the changes beyond that",
        .error)
    }
    context.show(WriteDialog(current(editing.segment), replacements))
  }

  /// Writes what the user has seen and accepted.
  mutating func write(_ replacements: [ByteReplacement], _ context: inout Context) {
    guard let editing, !editing.isWriting else { return }
    self.editing?.isWriting = true
    context.perform(
      .write(current(editing.segment), replacements, accepting: editing.accepted))
  }

  /// The segment with its holders of now, as long as no other has its name.
  private func current(_ target: Segment) -> Segment {
    segment.identity == target.identity ? segment : target
  }
}

extension Context {
  /// Says what came of writing edited bytes.
  mutating func wrote(_ segment: Segment, _ outcome: ReplacementOutcome) {
    say(
      "\(outcomeStart(segment))\(DisplayText(outcome, of: segment, format))",
      outcome.problem == nil ? .emphasis : .error)
    refreshAfterChange()
  }
}
