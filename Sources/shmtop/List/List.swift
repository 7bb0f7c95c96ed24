internal import ArgumentParser
internal import Formatting
internal import Query
internal import SafeText

/// `shmtop list`: one line for each segment.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List all segments, one line each.",
    discussion: """
      Columns do not change which segments are found: processes are always scanned for unlinked \
      segments and memfds, unless --named-only is given.

      A filter given more than once matches any of its values; different filters must all match.

      Columns: \(Field.all.map(\.name.string).joined(separator: " ")).
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Columns to show: COL,COL, or +COL,COL to add to the default ones.", valueName: "columns"),
    transform: { try FieldsOption($0) })
  var output: FieldsOption?

  @Option(
    help: ArgumentHelp(
      "Sort by this column: numbers largest first, text from A to Z.", valueName: "column"),
    transform: { try FieldOption($0) })
  var sort: FieldOption?

  @Flag(name: .shortAndLong, help: "Reverse the order.")
  var reverse = false

  @Flag(name: .shortAndLong, help: "Print sizes in bytes.")
  var bytes = false

  @Flag(name: [.customShort("J"), .long], help: "Print everything that is known as JSON.")
  var json = false

  @Flag(help: "Print the same of each segment as one line of JSON, with the time.")
  var jsonLines = false

  @Flag(help: "Separate columns with tabs; print sizes in bytes and ages in seconds.")
  var raw = false

  @Flag(help: "Do not print headings.")
  var noheadings = false

  @Flag(
    help: """
      List only segments with a name or an ID. This is quick: processes are not scanned, and values \
      that need a scan are ?.
      """)
  var namedOnly = false

  @Option(
    help: ArgumentHelp(
      """
      List the segments that match, as with --where, and end with status 3 if there are any. The \
      status is 0 only if none matches for certain, and 1 if that is not known.
      """, valueName: "query"),
    transform: { try FilterOptions.query($0) })
  var failIf: Filter?

  @OptionGroup(title: "Filters") var filters: FilterOptions

  @OptionGroup var trust: AssumptionOptions

  func validate() throws {
    if json && jsonLines { throw ValidationError("--json cannot be combined with --json-lines.") }
    if (json || jsonLines) && (raw || output != nil || noheadings || bytes) {
      throw ValidationError(
        "\(json ? "--json" : "--json-lines") cannot be combined with --output, --bytes, --raw or --noheadings."
      )
    }
    if namedOnly, let condition = filter.conditions.first(where: \.needsHolders) {
      throw ValidationError(
        """
        A filter by \(condition.word.name.string) cannot be combined with --named-only, which does \
        not scan processes.
        """)
    }
  }

  /// The filter that all options form together.
  private var filter: Filter { Filter(all: [filters.filter] + (failIf.map { [$0] } ?? [])) }

  func run() throws {
    var listing = Listing(assumptions: trust.assumptions)
    listing.order.filter = filter
    listing.isCheck = failIf != nil
    if let sort { listing.order.field = sort.field }
    listing.order.isReversed = reverse
    listing.isNamedOnly = namedOnly
    if json || jsonLines {
      listing.form = json ? .json : .jsonLines
    } else {
      let table = TextTable(
        fields: output?.replacing(Field.defaults) ?? Field.defaults,
        form: raw ? .raw : .aligned, hasHeadings: !noheadings)
      listing.form = .table(table, raw ? .exact : bytes ? .bytes : .human)
    }
    try listing.run()
  }
}
