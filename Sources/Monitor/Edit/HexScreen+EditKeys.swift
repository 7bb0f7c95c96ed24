internal import Canvas
internal import Formatting
internal import SafeText

/// The keys while bytes are edited, beside those that type.
///
/// They cannot be rebound, as those of a prompt: a letter can be what is typed.
extension HexScreen {
  /// The keys on the hex side.
  static let editBindings = editing(otherSide: "text")

  /// The keys on the text side, where every character is typed.
  static let textEditBindings = editing(otherSide: "hex").map { $0.withoutCharacters() }

  private static func editing(otherSide: DisplayText) -> [KeyBinding<Self>] {
    [
      KeyBinding(
        fixed: .character("w"), .function(2), label: "write to memory",
        meaning: "write the changes to memory; asks first", isChanging: true
      ) { hex, context in hex.askToWrite(&context) },
      KeyBinding(
        fixed: .character("u"), .backspace, label: "undo", meaning: "undo the last change"
      ) { hex, context in hex.undo(&context) },
      KeyBinding(
        fixed: .tab, .backTab, label: otherSide, meaning: "edit as text, or as hex"
      ) { hex, _ in
        hex.side = hex.side.other
        hex.editing?.edits.cursorMoved()
      },
      KeyBinding(
        fixed: .escape, label: "stop", meaning: "stop editing; asks if there are changes"
      ) { hex, context in
        if !context.stopJob() { hex.stopEditing(&context) }
      },
      KeyBinding(
        fixed: .character("?"), .function(1), label: "help", meaning: "show this help"
      ) { hex, context in context.show(HelpOverlay(of: hex, context)) },
      KeyBinding(
        fixed: .character(":"), label: "go to", meaning: "go to an offset"
      ) { hex, context in
        context.show(OffsetPrompt(from: hex.cursor, last: hex.lastByte))
      },
      KeyBinding(fixed: .left, meaning: "move to the previous byte") { hex, context in
        hex.moveLeft()
        hex.cursorMoved(&context)
      }.paired("move by a byte"),
      KeyBinding(fixed: .right, meaning: "move to the next byte") { hex, context in
        hex.moveRight()
        hex.cursorMoved(&context)
      }.paired("move by a byte"),
    ]
      + KeyBinding.moving(top: [.home]) { step, hex, context in
        hex.move(step, &context)
        hex.editing?.edits.cursorMoved()
      }.map { $0.withoutCharacters() }
      + [
        KeyBinding(fixed: .control("l"), meaning: "redraw the screen") { _, context in
          context.perform(.repaint)
        }
      ]
  }

  private mutating func cursorMoved(_ context: inout Context) {
    editing?.edits.cursorMoved()
    linesAbove = nil
    readVisible(&context)
  }
}
