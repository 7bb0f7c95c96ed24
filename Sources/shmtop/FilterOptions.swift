internal import ArgumentParser
internal import Formatting
internal import Query
internal import SharedMemory

/// The options that select segments: the words of ``FilterWord``.
///
/// The argument parser finds options by their properties, so each word has a line here. The rest
/// comes from ``FilterWord``.
struct FilterOptions: ParsableArguments {
  @Option(.kind) var kind: [Filter.Condition] = []
  @Option(.user) var user: [Filter.Condition] = []
  @Option(.name) var name: [Filter.Condition] = []
  @Option(.app) var app: [Filter.Condition] = []
  @Option(.state) var state: [Filter.Condition] = []
  @Option(.olderThan) var olderThan: [Filter.Condition] = []
  @Option(.minSize) var minSize: [Filter.Condition] = []
  @Option(.pid) var pid: [Filter.Condition] = []

  /// The filter that all options form together.
  var filter: Filter {
    Filter(kind + user + name + app + state + olderThan + minSize + pid)
  }
}

extension Option where Value == [Filter.Condition] {
  /// The option of a filter word; it can be given more than once.
  fileprivate init(wrappedValue: [Filter.Condition], _ word: FilterWord) {
    self.init(
      wrappedValue: wrappedValue, name: .customLong(word.name.description),
      help: ArgumentHelp(
        "Only segments \(word.meaning): \(word.takes).",
        valueName: word.placeholder.description),
      transform: { argument in
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
