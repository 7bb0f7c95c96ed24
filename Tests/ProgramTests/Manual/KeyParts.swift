import SafeText

@testable import Monitor

/// The parts of the manual about keys, from the bindings of screens, menus and lists.
enum KeyParts {
  static var all: [String: [String]] {
    let screens = KeyScope.all.filter(\.isScreen)
    let menus = KeyScope.all.filter { !$0.isScreen }
    return [
      "keys of screens": list(common(to: screens)), "keys by screen": byScope(screens),
      "keys of menus": list(common(to: menus)), "keys by menu": byScope(menus),
    ]
  }

  /// Keys and what they do.
  struct Line: Hashable {
    var keys: [String]
    let meaning: String
  }

  /// The lines of a screen or a menu; keys of the same meaning share one.
  static func lines(of scope: KeyScope) -> [Line] {
    var lines: [Line] = []
    for line in scope.entries.lines {
      let (keys, meaning) = (line.keys.map(\.text.string), line.meaning.string)
      if let index = lines.firstIndex(where: { $0.meaning == meaning }) {
        lines[index].keys += keys.filter { !lines[index].keys.contains($0) }
      } else {
        lines.append(Line(keys: keys, meaning: meaning))
      }
    }
    return lines
  }

  /// The lines that most of some screens or menus have.
  private static func common(to scopes: [KeyScope]) -> [Line] {
    let all = scopes.map { Set(lines(of: $0)) }
    var seen: Set<Line> = []
    return scopes.flatMap(lines(of:)).filter { line in
      all.count { $0.contains(line) } * 3 > scopes.count * 2 && seen.insert(line).inserted
    }
  }

  /// A heading for each screen or menu, and the lines that it does not share.
  private static func byScope(_ scopes: [KeyScope]) -> [String] {
    let common = Set(common(to: scopes))
    return scopes.flatMap { scope in
      let own = lines(of: scope).filter { !common.contains($0) }
      return own.isEmpty ? [] : [".Ss Keys in \(scope.name.string)"] + list(own)
    }
  }

  private static func list(_ lines: [Line]) -> [String] {
    Mdoc.list(
      lines.flatMap { line in
        Mdoc.item("Ic \(Mdoc.words(line.keys.joined(separator: " ")))", line.meaning)
      }, width: 14)
  }
}

extension KeyScope {
  /// Whether it fills the terminal; in a menu the key of help goes back.
  var isScreen: Bool {
    entries.contains { $0.action == .help && $0.meaning.string == "show this help" }
  }
}

/// The parts of the manual about the settings file.
enum SettingsParts {
  static var all: [String: [String]] {
    [
      "settings": [".Bl -tag -width Ds"]
        + Setting.all.flatMap { Mdoc.item("Ic \($0.name)", $0.meaning) } + [".El"],
      "actions": [".Bl -tag -width Ds"] + Action.allCases.flatMap(item) + [".El"],
    ]
  }

  /// An action, its usual keys, and what it does on each screen.
  private static func item(of action: Action) -> [String] {
    var meanings: [(meaning: String, scopes: [String])] = []
    for scope in KeyScope.all {
      for entry in scope.entries where entry.action == action {
        let (meaning, name) = (entry.meaning.string, scope.name.string)
        if let index = meanings.firstIndex(where: { $0.meaning == meaning }) {
          if !meanings[index].scopes.contains(name) { meanings[index].scopes.append(name) }
        } else {
          meanings.append((meaning, [name]))
        }
      }
    }
    // What it does on most screens stands first, without their names.
    let usual = meanings.indices.max { left, right in
      (meanings[left].scopes.count, right) < (meanings[right].scopes.count, left)
    }
    let first = usual.map { [meanings.remove(at: $0).meaning] } ?? []
    let menus = KeyScope.all.filter { !$0.isScreen }.map(\.name.string)
    let others = meanings.map { meaning, scopes in
      "in \(scopes == menus ? "menus" : Self.sentence(scopes)): \(meaning)"
    }
    let sentences = (first + others).map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    let keys = action.keys.map(\.text.string).joined(separator: " ")
    return Mdoc.item(
      "Ic \(Mdoc.words(action.rawValue)) Pq Ic \(Mdoc.words(keys))",
      sentences.joined(separator: " "))
  }
}

extension SettingsParts {
  /// Names in one sentence: `help, the sort menu and the list of strings`.
  fileprivate static func sentence(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.joined() }
    return "\(names.dropLast().joined(separator: ", ")) and \(last)"
  }
}
