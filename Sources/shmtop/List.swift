internal import ArgumentParser
internal import Formatting
internal import Query
internal import SafeText

/// `shmtop list`: one line for each segment.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every segment, one line each.",
    discussion: """
      Filters: the same one given twice means either of its values; different ones must all hold.

      Columns: \(Field.all.map(\.name.string).joined(separator: " ")).
      """)

  @Option(
    name: .shortAndLong,
    help: "The columns to show, as COL,COL; +COL,COL adds to the default ones.",
    transform: { try FieldsOption($0) })
  var output: FieldsOption?

  @Option(
    help: "Sort by a column: numbers largest first, text from A to Z.",
    transform: { try FieldOption($0) })
  var sort: FieldOption?

  @Flag(name: .shortAndLong, help: "Reverse the order.")
  var reverse = false

  @Flag(name: .shortAndLong, help: "Write sizes in bytes.")
  var bytes = false

  @Flag(name: [.customShort("J"), .long], help: "Write JSON with everything that is known.")
  var json = false

  @Flag(help: "Separate columns by one tab; write sizes in bytes and ages in seconds.")
  var raw = false

  @Flag(help: "Leave the headings out.")
  var noheadings = false

  @OptionGroup(title: "Filters") var filters: FilterOptions

  @OptionGroup var trust: AssumptionOptions

  func validate() throws {
    if json && (raw || output != nil || noheadings || bytes) {
      throw ValidationError(
        "--json writes everything in bytes: --output, --bytes, --raw and --noheadings do not go"
          + " with it.")
    }
  }

  func run() throws {
    var listing = Listing(assumptions: trust.assumptions)
    listing.order.filter = filters.filter
    if let sort { listing.order.field = sort.field }
    listing.order.isReversed = reverse
    if json {
      listing.form = .json
    } else {
      let table = TextTable(
        fields: output?.replacing(Field.defaults) ?? Field.defaults,
        form: raw ? .raw : .aligned, hasHeadings: !noheadings)
      listing.form = .table(table, raw ? .exact : bytes ? .bytes : .human)
    }
    try listing.run()
  }
}
