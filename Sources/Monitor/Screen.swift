internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// A part of the monitor that takes keys: a ``Screen``, or an ``Overlay`` on one.
///
/// It is a value with its state, its keys and what they do, and how it is drawn, in one file. It
/// changes itself only; what it wants of others goes through the ``Context``.
protocol KeyTarget: Sendable {
  /// Its keys now, in the order of footer and help.
  var keys: [KeyBinding<Self>] { get }

  /// Takes a key. Without a method of its own the target does what ``keys`` says.
  mutating func press(_ key: Key, _ context: inout Context)

  /// Takes in a new snapshot.
  mutating func follow(_ model: TableModel, _ context: inout Context)

  /// Takes in an answer or a signal from outside.
  mutating func receive(_ event: Event, _ context: inout Context)

  /// Its keys that do something now, for footer and help.
  func activeKeys(_ context: Context) -> [KeyHelp]
}

/// What fills the screen.
///
/// To add one: a type in a file of its own that has `keys`, `draw` and `helpLines`, and a key in
/// another screen that calls `context.push`.
protocol Screen: KeyTarget {
  /// Puts the cursor and what is around it on a screen that has another size, or is on top again.
  mutating func resize(_ context: inout Context)

  func layout(_ context: Context) -> Layout

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context)

  /// What help says below the keys.
  func helpLines(_ context: Context) -> [Box.Line]

  /// What is being done, in place of the keys in the footer.
  func progress(_ context: Context) -> DisplayText?

  /// What the footer says on the right, beside the keys.
  var footerNote: DisplayText? { get }

  /// Whether a segment is open for its bytes.
  var hasOpenContents: Bool { get }
}

/// What lies over a screen and takes the keys: a dialog, a menu, a prompt.
///
/// To add one: a type in a file of its own that has `keys` and `draw`, and a key that calls
/// `context.show`. What it does to the screen below it goes through `context.tell`.
protocol Overlay: KeyTarget {
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context)

  /// The prompt in the last line, if it is one.
  func prompt(_ context: Context) -> Prompt?
}

extension KeyTarget {
  mutating func press(_ key: Key, _ context: inout Context) { press(key, in: keys, &context) }

  /// Does what one of some bindings says.
  mutating func press(_ key: Key, in keys: [KeyBinding<Self>], _ context: inout Context) {
    guard let binding = keys.first(where: { $0.keys.contains(key) }) else { return }
    if binding.isChanging && context.settings.isReadOnly {
      context.status = .isReadOnly
    } else {
      binding.act(&self, &context)
    }
  }

  mutating func follow(_ model: TableModel, _ context: inout Context) {}

  mutating func receive(_ event: Event, _ context: inout Context) {}

  func activeKeys(_ context: Context) -> [KeyHelp] {
    keys.filter { binding in
      !(binding.isChanging && context.settings.isReadOnly) && binding.isActive(self, context)
    }.map(KeyHelp.init)
  }
}

extension Screen {
  mutating func resize(_ context: inout Context) {}

  func layout(_ context: Context) -> Layout { Layout(size: context.size) }

  func progress(_ context: Context) -> DisplayText? { nil }

  var footerNote: DisplayText? { nil }

  var hasOpenContents: Bool { false }
}

extension Overlay {
  func prompt(_ context: Context) -> Prompt? { nil }

  /// Draws what is wrong with what was typed into a prompt.
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    prompt(context)?.drawProblem(above: layout.footer, &frame)
  }
}
