internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// A part of the monitor that handles keys: a ``Screen``, or an ``Overlay`` on one.
///
/// It is a value with its state, key bindings and drawing, in one file. It changes only itself;
/// everything else is requested through the ``Context``.
protocol KeyTarget: Sendable {
  /// Whether the user cannot rebind its keys, because they answer a question.
  static var hasFixedKeys: Bool { get }

  /// Its current key bindings, in the order of footer and help.
  var keys: [KeyBinding<Self>] { get }

  /// Handles a key; by default, by the bindings in ``keys``.
  mutating func press(_ key: Key, _ context: inout Context)

  /// Forgets what belongs to the last key, before a key acts; `nil` for one without an action.
  mutating func moveOn(to action: Action?)

  /// Does what the keys of an action do; nothing if it has no binding.
  mutating func perform(_ action: Action, _ context: inout Context)

  /// Handles a press of the mouse on something that is not a key.
  mutating func click(_ target: ClickTarget, _ context: inout Context)

  /// Updates itself from a new snapshot.
  mutating func follow(_ model: TableModel, _ context: inout Context)

  /// Handles an event other than a key or a snapshot.
  mutating func receive(_ event: Event, _ context: inout Context)

  /// The keys that can act now, for footer and help.
  func activeKeys(_ context: Context) -> [KeyHelp]
}

/// A screen: it fills the terminal.
///
/// To add one: a type in a file of its own that has `keys`, `draw`, `crumb` and `helpPages`, and a key in
/// another screen that calls `context.push`.
protocol Screen: KeyTarget {
  /// Scrolls to the cursor, after the size has changed or the screen is on top again.
  mutating func resize(_ context: inout Context)

  /// Continues when the screen above it was closed.
  mutating func appear(_ context: inout Context)

  /// Reads anew what it shows apart from the table.
  mutating func refresh(_ context: inout Context)

  func layout(_ context: Context) -> Layout

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context)

  /// The pages of help after the keys.
  func helpPages(_ context: Context) -> [HelpPage]

  /// The progress of a job, in place of the keys in the footer; `nil` if none is running.
  func progress(_ context: Context) -> DisplayText?

  /// A note on the right of the footer.
  func footerNote(_ context: Context) -> DisplayText?

  /// Its name in the path that titles show.
  func crumb(_ context: Context) -> DisplayText

  /// Whether a segment is open for reading its bytes.
  var hasOpenContents: Bool { get }
}

/// An overlay on a screen, which gets the keys: a dialog, a menu or a prompt.
///
/// To add one: a type in a file of its own that has `keys` and `draw`, and a key that calls
/// `context.show`. It changes the screen below through `context.tell`.
protocol Overlay: KeyTarget {
  /// Whether a pasted text is typed into it.
  var takesPaste: Bool { get }

  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context)

  /// The prompt in the last line; `nil` if it has none.
  func prompt(_ context: Context) -> Prompt?
}

extension KeyTarget {
  static var hasFixedKeys: Bool { false }

  mutating func press(_ key: Key, _ context: inout Context) { press(key, in: keys, &context) }

  /// Performs the action of the first binding for a key, unless read-only mode refuses it.
  mutating func press(_ key: Key, in keys: [KeyBinding<Self>], _ context: inout Context) {
    guard let binding = context.options.keys.binding(of: key, in: keys) else {
      moveOn(to: nil)
      return context.say(unboundKey: key, in: self)
    }
    perform(binding, &context)
  }

  mutating func moveOn(to action: Action?) {}

  mutating func perform(_ action: Action, _ context: inout Context) {
    if let binding = keys.first(where: { $0.action == action }) { perform(binding, &context) }
  }

  private mutating func perform(_ binding: KeyBinding<Self>, _ context: inout Context) {
    moveOn(to: binding.action)
    if binding.isChanging && context.options.isReadOnly {
      context.status = .isReadOnly
    } else {
      binding.act(&self, &context)
    }
  }

  mutating func click(_ target: ClickTarget, _ context: inout Context) {}

  mutating func follow(_ model: TableModel, _ context: inout Context) {}

  mutating func receive(_ event: Event, _ context: inout Context) {}

  func activeKeys(_ context: Context) -> [KeyHelp] {
    keys.filter { binding in
      !(binding.isChanging && context.options.isReadOnly) && binding.isActive(self, context)
    }.map { KeyHelp($0, context.options.keys) }
  }
}

extension Overlay {
  var takesPaste: Bool { false }
}

extension Context {
  /// Says that a key does nothing here.
  fileprivate mutating func say(unboundKey key: Key, in target: some KeyTarget) {
    say(
      target is any Screen && options.keys.hasKey(.help)
        ? "\(key.text) does nothing here; \(self.key(of: .help)) lists the keys"
        : "\(key.text) does nothing here")
  }
}

extension Screen {
  mutating func resize(_ context: inout Context) {}

  mutating func appear(_ context: inout Context) {}

  mutating func refresh(_ context: inout Context) {}

  func layout(_ context: Context) -> Layout { Layout(size: context.size) }

  func progress(_ context: Context) -> DisplayText? { nil }

  func footerNote(_ context: Context) -> DisplayText? { nil }

  var hasOpenContents: Bool { false }
}

extension Overlay {
  func prompt(_ context: Context) -> Prompt? { nil }

  /// Draws the error of a prompt.
  func draw(_ frame: inout Frame, _ layout: Layout, _ context: Context) {
    prompt(context)?.drawProblem(above: layout.footer, &frame)
  }
}
