internal import ArgumentParser
internal import Formatting
internal import Query
internal import SafeText
internal import SharedMemory

/// The options that select segments: the words of ``FilterWord/options``, and `--where`.
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
  @Option("key") var key: [Filter.Condition] = []

  @Option(
    name: .customLong("where"),
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Only segments that match, as in "state=orphan size>1M not (user=root or torch)"; see \
      QUERIES in shmtop(1).
      """, valueName: "query"),
    transform: { try Self.query($0) })
  var queries: [Filter] = []

  func validate() throws { try Self.refuseSecond(queries, option: "--where") }

  /// The filter that all options form together.
  var filter: Filter {
    // The parser sees the properties by reflection too.
    let conditions = Mirror(reflecting: self).children.flatMap { property in
      (property.value as? Option<[Filter.Condition]>)?.wrappedValue ?? []
    }
    return Filter(all: [Filter(conditions)] + queries)
  }

  /// Refuses an option that was given more than once: whether both queries must match is not clear.
  static func refuseSecond(_ queries: [Filter], option: String) throws {
    let expressions = queries.compactMap(\.expression)
    guard expressions.count > 1 else { return }
    let either = RawArguments.string(from: Filter(.any(expressions)).text)
    let all = RawArguments.string(from: Filter(.all(expressions)).text)
    throw ValidationError(
      "\(option) takes one query: write '\(either)' to match any of them, or '\(all)' to match all."
    )
  }

  /// Parses a query, which must not be empty; the error shows where it is wrong.
  static func query(_ argument: String) throws -> Filter {
    let text = RawArguments.bytes(of: argument)
    let filter: Filter
    do throws(FilterTextProblem) {
      filter = try Filter(text: text, users: Accounts.Source.system.userNamed)
    } catch {
      // The message is escaped where it is printed, like the text here.
      let before = DisplayText(escaping: text[..<error.range.lowerBound], in: .current).columns
      let wrong = DisplayText(escaping: text[error.range], in: .current).columns
      let mark =
        String(repeating: " ", count: before) + String(repeating: "^", count: max(1, wrong))
      let message = RawArguments.string(from: error.message)
      let end = message.hasSuffix("?") ? "" : "."
      throw ValidationError("\(message)\(end)\n  \(argument)\n  \(mark)")
    }
    // An empty query would match every segment. `--where "$query"` gives one if the variable is not set.
    guard !filter.isEmpty else { throw ValidationError("the query is empty.") }
    return filter
  }
}

extension Option where Value == [Filter.Condition] {
  /// The option of a filter word; it can be given more than once.
  fileprivate init(wrappedValue: [Filter.Condition], _ name: String) {
    let word = FilterWord(named: name.utf8)
    self.init(
      wrappedValue: wrappedValue, name: .customLong(name),
      parsing: word?.takesNumber == true ? .unconditionalSingleValue : .singleValue,
      help: word.map { word in
        ArgumentHelp(
          "Only segments \(word.meaning.string): \(word.takes.string).",
          valueName: word.placeholder.string)
      },
      completion: Completions.values(of: name),
      transform: { argument in
        guard let word else { throw ValidationError("unknown filter.") }
        do throws(FilterProblem) {
          return try word.condition(
            RawArguments.bytes(of: argument), users: Accounts.Source.system.userNamed)
        } catch .noSuchUser {
          throw ValidationError("no such user.")
        } catch .tooLarge {
          throw ValidationError("the number is too large.")
        } catch {
          throw ValidationError("expected \(word.takes.string).")
        }
      })
  }
}
