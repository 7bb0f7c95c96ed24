internal import Canvas
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory

/// A question with two buttons: the safe one, which is focused first, and the one that acts.
protocol ConfirmationDialog: Overlay {
  /// Whether the button that acts is focused.
  var isActFocused: Bool { get set }
  /// The first row that is shown.
  var top: Int { get set }
  /// Whether the question has changed since the last key; if so, `y` is ignored once.
  var isChanged: Bool { get set }
  /// Whether there is anything to act on.
  var canAct: Bool { get }
  /// Whether a key does anything in it.
  func takes(_ key: Key, _ map: KeyMap) -> Bool
  /// Takes back what was typed or focused, because the user may not have seen the question.
  mutating func reset()
  /// Performs the action, and closes the dialog.
  mutating func act(_ context: inout Context)
  func box(_ context: Context) -> Box
}

extension ConfirmationDialog {
  static var hasFixedKeys: Bool { true }

  var isChanged: Bool {
    get { false }
    set {}
  }

  var canAct: Bool { true }

  var keys: [KeyBinding<Self>] { KeyBinding.scrolling + KeyBinding.buttons + [.repaint] }

  mutating func reset() { isActFocused = false }

  func takes(_ key: Key, _ map: KeyMap) -> Bool { map.binding(of: key, in: keys) != nil }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    // A small screen has no room to spare: the box may cover all of it.
    box(context).draw(in: frame.bounds, &frame)
  }

  mutating func click(_ target: ClickTarget, _ context: inout Context) {
    if case .button(let number) = target { press(button: number, &context) }
  }

  /// Presses a button; if the question has just changed, it is focused only.
  mutating func press(button number: Int, _ context: inout Context) {
    let wasChanged = isChanged
    isChanged = false
    isActFocused = number > 0 && canAct
    if !wasChanged { press(.enter, &context) }
  }

  mutating func scroll(_ step: ListMove, _ context: Context) {
    top = box(context).scrolled(step, in: context.bounds)
  }
}

extension KeyBinding where Target: ConfirmationDialog {
  static var scrolling: [KeyBinding] {
    KeyBinding.moving { step, dialog, context in dialog.scroll(step, context) }
  }

  /// The keys of the two buttons.
  static var buttons: [KeyBinding] {
    [
      KeyBinding(
        fixed: .tab, .backTab, .left, .right, label: "other button",
        meaning: "focus the other button",
        isActive: { dialog, _ in dialog.canAct }
      ) { dialog, _ in
        dialog.isChanged = false
        dialog.isActFocused = !dialog.isActFocused && dialog.canAct
      }, .pressButton,
      KeyBinding(
        fixed: .character("y"), label: "yes", meaning: "yes",
        isActive: { dialog, _ in dialog.canAct }
      ) { dialog, context in
        let wasChanged = dialog.isChanged
        dialog.isChanged = false
        if !wasChanged && dialog.canAct { dialog.act(&context) }
      },
      KeyBinding(fixed: .escape, .character("n"), .character("q"), label: "no", meaning: "no") {
        _, context in context.dismiss()
      },
    ]
  }

  /// Presses the focused button.
  static var pressButton: KeyBinding {
    KeyBinding(fixed: .enter, label: "press", meaning: "press the button") { dialog, context in
      if dialog.isActFocused && dialog.canAct { dialog.act(&context) } else { context.dismiss() }
    }
  }
}

extension Context {
  var bounds: Rectangle { Rectangle(row: 0, column: 0, rows: size.rows, columns: size.columns) }

  /// The segment that a question is about: its ID, kind, size, owner, key and age.
  func subject(_ segment: Segment) -> [Box.Line] {
    [
      Box.Line(text: DisplayText(segment.identity.id, in: charset), style: .emphasis),
      Box.Line(text: DisplayText(factsOf: segment, format)),
    ]
  }

  /// The check box for saving a segment before it is removed, with the directory and the key.
  func savingLine(_ isSaved: Bool, key: DisplayText = "s") -> Box.Line {
    Box.Line(
      text: "\(isSaved ? "[x]" : "[ ]") Save first in \(options.directory): \(key)",
      style: isSaved ? .emphasis : .dialog)
  }

  static let changedLine = Box.Line(
    text: "This has just changed: read it again before you answer.", style: .warning)
}
