internal import Canvas
internal import SafeText

/// A key that two bindings of a screen, a menu or a list share.
struct KeyConflict {
  let key: Key
  /// The two; `nil` for a binding that cannot be rebound.
  fileprivate let first: Action?
  fileprivate let second: Action?
  fileprivate let scope: DisplayText

  /// Those of the two that can be rebound.
  var actions: [Action] { [first, second].compactMap(\.self) }

  /// Whether it is the same on another screen.
  func isSame(as other: KeyConflict) -> Bool {
    key == other.key && Set([first, second]) == Set([other.first, other.second])
  }

  /// What has the key already, if this action also asks for it.
  func text(for action: Action) -> DisplayText {
    guard let other = first == action ? second : first else {
      return "\(key.text) has a fixed meaning in \(scope)"
    }
    return "\(key.text) is \(other.text) in \(scope)"
  }
}

extension KeyMap {
  /// The keys that would have two meanings.
  var conflicts: [KeyConflict] { KeyScope.all.flatMap(conflicts) }

  private func conflicts(in scope: KeyScope) -> [KeyConflict] {
    var found: [KeyConflict] = []
    var seen: [Key: KeyHelp] = [:]
    for entry in scope.entries {
      for key in entry.action.map({ keys(of: $0, else: entry.keys) }) ?? entry.keys {
        guard let other = seen.updateValue(entry, forKey: key) else { continue }
        // Bindings of one meaning do the same.
        if other.action == entry.action || other.meaning == entry.meaning { continue }
        found.append(
          KeyConflict(key: key, first: other.action, second: entry.action, scope: scope.name))
      }
    }
    return found
  }
}
