internal import Canvas
internal import Kernel
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// The prompt for a filter.
///
/// Why: Decisions/05-slow-work-off-the-screen-thread.md
struct FilterPrompt: LinePrompt {
  var line = LineEditor()
  /// The users that were looked up; `nil` for a name without a user.
  private var users: [[UInt8]: UserID?] = [:]
  /// The user name that is being looked up, and the keys that were typed since.
  private var awaited: (name: [UInt8], keys: [Key])?

  var history: History.Kind? { .filter }

  mutating func press(_ key: Key, _ context: inout Context) {
    if awaited != nil && key != .escape {
      awaited?.keys.append(key)
      return
    }
    edit(key, &context)
  }

  /// Applies the filter; if the text is not valid, the prompt stays and shows the error.
  mutating func accept(_ context: inout Context) {
    do throws(FilterProblem) {
      let filter = try Filter(text: line.text) { name throws(FilterProblem) in
        guard let user = users[name] else { throw .userNotLookedUp(name) }
        return user
      }
      finish(keeping: filter.text, &context)
      context.order.filter = filter
      context.perform(.arrange(context.order))
      // The keys that were typed while a user was looked up.
      if let keys = awaited?.keys { context.press(keys) }
    } catch .userNotLookedUp(let name) {
      // Looking up a name can use the network, and the screen does not wait for that.
      awaited = (name, awaited?.keys ?? [])
      context.perform(.findUser(name: name))
    } catch {
      // The keys that were typed since are dropped, because they were meant for another screen.
      awaited = nil
      line.problem = DisplayText(escaping: error.message, in: context.charset)
    }
  }

  /// Applies the filter after a user was looked up.
  mutating func receive(_ event: Event, _ context: inout Context) {
    guard case .userFound(let name, let user) = event, awaited?.name == name else { return }
    users.updateValue(user, forKey: name)
    accept(&context)
  }

  func prompt(_ context: Context) -> Prompt? {
    Prompt(
      label: "filter: ", line: line,
      hints: line.text.isEmpty
        ? FilterWord.all.map { "\(DisplayText(stringLiteral: $0.name))=" } : [])
  }
}
