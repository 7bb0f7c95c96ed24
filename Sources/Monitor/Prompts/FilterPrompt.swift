internal import Canvas
internal import Formatting
internal import Query
internal import SafeText

/// The prompt for the filter of the table, which starts with the filter that is on.
struct FilterPrompt: QueryPrompt {
  var line: LineEditor
  var users = UserLookups()
  /// The filter that Esc brings back.
  private let former: Filter

  init(_ context: Context) {
    former = context.order.filter
    line = LineEditor(text: former.text)
  }

  var history: History.Kind? { .filter }

  mutating func press(_ key: Key, _ context: inout Context) {
    // Who holds Backspace to delete the filter does not want the former one back.
    if key == .backspace, line.text.isEmpty, !former.isEmpty { return }
    pressInQuery(key, &context)
  }

  func apply(_ filter: Filter, _ context: inout Context) { context.show(filter) }

  mutating func conclude(_ filter: Filter, _ context: inout Context) {
    finish(keeping: filter.text, &context)
  }

  mutating func cancel(_ context: inout Context) {
    context.show(former)
    context.dismiss()
  }

  func prompt(_ context: Context) -> Prompt? {
    Prompt(label: "filter: ", line: line, hints: wordHints)
  }
}

extension Context {
  /// Shows the rows of a filter, unless it is on.
  mutating func show(_ filter: Filter) {
    guard filter != order.filter else { return }
    order.filter = filter
    perform(.arrange(order))
  }
}
