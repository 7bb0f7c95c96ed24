internal import Canvas
internal import Formatting
internal import Monitor
internal import Query
internal import SafeText
internal import SharedMemory

/// How the monitor starts: by the command line, or else by the settings file.
struct MonitorStart {
  let order: SortAndFilter
  let columns: ColumnChoice
  /// The time between two refreshes, in milliseconds.
  let interval: Int
  let theme: Theme
  let keys: KeyMap
  /// What is wrong with the settings file; `nil` if nothing is.
  let notice: DisplayText?

  init(_ chosen: UserSettings, _ problems: [DisplayText], _ command: MonitorCommand) {
    var problems = problems
    var filter = command.filters.filter
    if filter.isEmpty, let text = chosen.filter {
      do throws(FilterTextProblem) {
        filter = try Filter(text: text, users: Accounts.Source.system.userNamed)
      } catch {
        problems.append(
          "filter in the settings: \(DisplayText(escaping: error.message, in: .current))")
      }
    }
    columns = chosen.columns ?? .automatic
    var order = SortAndFilter(
      by: command.sort?.field ?? chosen.sort ?? .allocated,
      isReversed: command.sort == nil && chosen.isReversed == true, filter: filter)
    order.grouping = chosen.grouping
    order.columnNeeds = columns.needs
    self.order = order
    interval = command.interval.map { Int($0 * 1000) } ?? chosen.interval ?? Monitor.usualInterval
    keys = chosen.keys
    theme = command.colors.theme(chosen: chosen.theme)
    var notice = problems.first
    if problems.count > 1 { notice?.append(" (and \(problems.count - 1) more)") }
    self.notice = notice
  }
}
