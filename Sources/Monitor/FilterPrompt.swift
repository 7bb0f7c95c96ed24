internal import Canvas
internal import Kernel
internal import Presentation
internal import SafeText
internal import SystemPackage

/// The line in which a filter is typed.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md
struct FilterPrompt: Sendable {
  var line = LineEditor()
  /// The users that were looked up for it; `nil` for a name that nobody has.
  var users: [[UInt8]: UserID?] = [:]
  /// The name of the user who is being looked up, and the keys that were typed since.
  var awaited: (name: [UInt8], keys: [Key])?
}

extension Monitor {
  mutating func type(_ key: Key, into prompt: FilterPrompt) -> [Effect] {
    var prompt = prompt
    if prompt.awaited != nil && key != .escape {
      prompt.awaited?.keys.append(key)
      return show(.filterPrompt(prompt))
    }
    if key == .up && prompt.line.text.isEmpty {
      prompt.line = LineEditor(text: lastFilter.text)
      return show(.filterPrompt(prompt))
    }
    switch prompt.line.take(key) {
    case .accepted: return apply(prompt)
    case .left: return show(nil)
    case .repaint: return [.repaint]
    case .edited, .nothing: return show(.filterPrompt(prompt))
    }
  }

  /// Filters by what was typed; where something is wrong with it, the prompt stays and says what.
  private mutating func apply(_ prompt: FilterPrompt) -> [Effect] {
    var prompt = prompt
    do throws(FilterProblem) {
      let filter = try Filter(text: prompt.line.text) { name throws(FilterProblem) in
        guard let user = prompt.users[name] else { throw .userNotLookedUp(name) }
        return user
      }
      if !filter.isEmpty { lastFilter = filter }
      overlay = nil
      var sortAndFilter = table.sortAndFilter
      sortAndFilter.filter = filter
      return arrange(sortAndFilter)
    } catch .userNotLookedUp(let name) {
      // Names can come over a network, for which the screen does not wait.
      prompt.awaited = (name, prompt.awaited?.keys ?? [])
      overlay = .filterPrompt(prompt)
      return [.findUser(name: name)]
    } catch {
      prompt.awaited = nil
      prompt.line.problem = DisplayText(escaping: error.message, in: settings.charset)
      return show(.filterPrompt(prompt))
    }
  }

  /// Goes on where a user was being looked up, with the keys that have come meanwhile; where there is
  /// no such user, those were meant for something else and are dropped.
  mutating func userFound(_ name: [UInt8], _ user: UserID?) -> [Effect] {
    guard case .filterPrompt(var prompt) = overlay, let awaited = prompt.awaited,
      awaited.name == name
    else { return [] }
    prompt.users.updateValue(user, forKey: name)
    var effects = apply(prompt)
    guard overlay == nil else { return effects }
    for key in awaited.keys { effects += update(.key(key)) }
    return effects
  }
}
