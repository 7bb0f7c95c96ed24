internal import Canvas
internal import SafeText

/// The keys that the user has given to actions, in place of their own.
///
/// Why: Decisions/73-rebound-keys.md
package struct KeyMap: Sendable, Equatable {
  /// The keys by action; an empty list takes all keys away.
  var chosen: [Action: [Key]] = [:]

  package init() {}

  /// The keys of a binding: the chosen ones, or else its own.
  func keys<Target: KeyTarget>(of binding: KeyBinding<Target>) -> [Key] {
    if Target.hasFixedKeys { return binding.keys }
    return keys(of: binding.action, else: binding.keys)
  }

  /// The keys of an action in place of those that it has on a screen.
  func keys(of action: Action?, else own: [Key]) -> [Key] {
    // An action that is given its usual keys counts as not rebound: a screen may use others of them.
    guard let action, let keys = chosen[action], Set(keys) != Set(action.keys) else { return own }
    return action == .back && isEscapeFree ? keys + [.escape] : keys
  }

  /// Whether the user has given Esc to no action: then it goes back, so that no screen is a trap.
  private var isEscapeFree: Bool { !chosen.values.contains { $0.contains(.escape) } }

  /// The binding for a key.
  func binding<Target: KeyTarget>(
    of key: Key, in bindings: [KeyBinding<Target>]
  ) -> KeyBinding<Target>? {
    bindings.first { keys(of: $0).contains(key) }
  }

  /// The first key of an action, for messages; if it has none, the one that always does it, or else
  /// its name in quotes.
  func key(of action: Action) -> DisplayText {
    if let key = keys(of: action, else: action.keys).first { return key.text }
    return action == .quit ? Key.control("c").text : "'\(action.text)'"
  }

  /// Whether an action has a key.
  func hasKey(_ action: Action) -> Bool { !keys(of: action, else: action.keys).isEmpty }
}
