internal import Canvas
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// A prompt for a filter's text, which acts as the text is typed.
///
/// While the text is no filter, the last one stays in force, and the error is shown.
///
/// Why: Decisions/72-filters-act-as-they-are-typed.md
protocol QueryPrompt: LinePrompt {
  var users: UserLookups { get set }

  /// Acts on the filter of the text.
  mutating func apply(_ filter: Filter, _ context: inout Context)

  /// Enter was pressed, and the text is a filter; its text in normal form goes into the history.
  mutating func conclude(_ filter: Filter, _ context: inout Context)
}

/// The users that the text of a prompt names, who are looked up outside.
struct UserLookups: Sendable {
  /// The users that were looked up; `nil` for a name without a user.
  fileprivate var found: [[UInt8]: UserID?] = [:]
  /// The name that is being looked up.
  fileprivate var asked: [UInt8]?
  /// The name that Enter waits for, and the keys that were typed since.
  fileprivate var awaited: (name: [UInt8], keys: [Key])?
}

extension QueryPrompt {
  mutating func press(_ key: Key, _ context: inout Context) { pressInQuery(key, &context) }

  /// Handles a key, unless Enter waits for a user.
  mutating func pressInQuery(_ key: Key, _ context: inout Context) {
    if users.awaited != nil && key != .escape {
      users.awaited?.keys.append(key)
      return
    }
    let before = line
    edit(key, &context)
    // A key that only moves the cursor leaves the error.
    if line.text == before.text, line.problem == nil, key != .enter {
      (line.problem, line.mistake) = (before.problem, before.mistake)
    }
  }

  mutating func textChanged(_ context: inout Context) {
    do throws(FilterTextProblem) {
      apply(try filter(), &context)
    } catch {
      switch error.problem {
      case .userNotLookedUp(let name):
        // One after the other: while a name is typed, each key makes another.
        if users.asked == nil { lookUp(name, &context) }
        return
      case .noSuchWord, .noValue: applyStart(before: error.range.lowerBound, &context)
      default: break
      }
      show(error, isBeingTyped: true, context)
    }
  }

  /// Acts on the text before a word that until now was taken for a part of a name.
  private mutating func applyStart(before position: Int, _ context: inout Context) {
    let ends = Array(" (!".utf8)
    let start = line.text[..<position].lastIndex { ends.contains($0) }.map { $0 + 1 } ?? 0
    if let filter = try? filter(of: Array(line.text[..<start])) { apply(filter, &context) }
  }

  mutating func accept(_ context: inout Context) {
    do throws(FilterTextProblem) {
      let filter = try filter()
      apply(filter, &context)
      conclude(filter, &context)
      // The keys that were typed while a user was looked up.
      if let keys = users.awaited?.keys { context.press(keys) }
    } catch {
      guard case .userNotLookedUp(let name) = error.problem else {
        // The keys that were typed since are dropped, because they were meant for another screen.
        users.awaited = nil
        return show(error, isBeingTyped: false, context)
      }
      users.awaited = (name, users.awaited?.keys ?? [])
      if users.asked != name { lookUp(name, &context) }
    }
  }

  /// Goes on after a user was looked up.
  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .userFound(let name, let user) = event else { return }
    users.found.updateValue(user, forKey: name)
    if users.asked == name { users.asked = nil }
    if users.awaited?.name == name {
      accept(&context)
    } else if users.awaited == nil {
      textChanged(&context)
    }
  }

  /// The filter of the text.
  private func filter(of text: [UInt8]? = nil) throws(FilterTextProblem) -> Filter {
    let found = users.found
    return try Filter(text: text ?? line.text) { name throws(FilterProblem) in
      guard let user = found[name] else { throw .userNotLookedUp(name) }
      return user
    }
  }

  /// Looks up a user; that can use the network, and the screen does not wait for it.
  private mutating func lookUp(_ name: [UInt8], _ context: inout Context) {
    users.asked = name
    context.perform(.findUser(name: name))
  }

  private mutating func show(_ error: FilterTextProblem, isBeingTyped: Bool, _ context: Context) {
    line.problem = DisplayText(escaping: error.message, in: context.charset)
    line.mistake = LineEditor.Mistake(range: error.range, isBeingTyped: isBeingTyped)
  }

  /// The filter words, as hints in an empty line.
  var wordHints: [DisplayText] {
    line.text.isEmpty ? FilterWord.options.map { "\($0.name)=" } : []
  }
}
