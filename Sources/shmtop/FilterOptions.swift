internal import ArgumentParser
internal import Formatting
internal import Query
internal import SharedMemory

/// The options that select segments: the words of ``FilterWord``.
///
/// The argument parser finds options by their properties, so each word has a line here. The rest
/// comes from ``FilterWord``, and a test compares both.
struct FilterOptions: ParsableArguments {
  @Option("kind") var kind: [Filter.Condition] = []
  @Option("user") var user: [Filter.Condition] = []
  @Option("name") var name: [Filter.Condition] = []
  @Option("app") var app: [Filter.Condition] = []
  @Option("state") var state: [Filter.Condition] = []
  @Option("older-than") var olderThan: [Filter.Condition] = []
  @Option("min-size") var minSize: [Filter.Condition] = []
  @Option("pid") var pid: [Filter.Condition] = []

  /// The filter that all options form together.
  var filter: Filter {
    // The parser sees the properties by reflection too.
    Filter(
      Mirror(reflecting: self).children.flatMap { property in
        (property.value as? Option<[Filter.Condition]>)?.wrappedValue ?? []
      })
  }
}

extension Option where Value == [Filter.Condition] {
  /// The option of a filter word; it can be given more than once.
  fileprivate init(wrappedValue: [Filter.Condition], _ name: String) {
    let word = FilterWord(named: name.utf8)
    self.init(
      wrappedValue: wrappedValue, name: .customLong(name),
      help: word.map { word in
        ArgumentHelp(
          "Only segments \(word.meaning): \(word.takes).", valueName: word.placeholder.description)
      },
      transform: { argument in
        guard let word else { throw ValidationError("unknown filter.") }
        do throws(FilterProblem) {
          return try word.condition(
            RawArguments.bytes(of: argument), users: Accounts.Source.system.userNamed)
        } catch .noSuchUser {
          throw ValidationError("no such user.")
        } catch {
          throw ValidationError("expected \(word.takes).")
        }
      })
  }
}
