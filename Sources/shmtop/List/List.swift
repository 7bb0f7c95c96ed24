internal import ArgumentParser
internal import Formatting
internal import Query
internal import SafeText

/// `shmtop list`: one line for each segment.
struct List: SegmentCommand {
  static let configuration = CommandConfiguration(
    abstract: "List all segments, one line each.",
    discussion: """
      Columns do not change which segments are found: processes are always scanned for unlinked \
      segments and memfds, unless --named-only is given.

      A filter given more than once matches any of its values; different filters must all match.

      Names of lsipc and ipcs are accepted for columns too: \
      \(Field.aliases.map(\.name.string).joined(separator: " ")).

      Columns: \(Field.all.map(\.name.string).joined(separator: " ")).
      """)

  @OptionGroup(title: "Output") var output: OutputFormat

  @Option(
    help: ArgumentHelp(
      """
      Sort by this column: numbers and permissions largest first, times latest first, states from orphan to \
      in-use, text in the order of its bytes.
      """, valueName: "column"),
    completion: Completions.column,
    transform: { try FieldOption($0) })
  var sort: FieldOption?

  @Flag(name: .shortAndLong, help: "Reverse the order.")
  var reverse = false

  @Flag(
    help: """
      List only segments with a name or an ID. This is quick: processes are not scanned, and values \
      that need a scan are ?.
      """)
  var namedOnly = false

  @Flag(
    help: "List what lies in /dev/shm and is no segment, such as FIFOs, sockets and directories.")
  var others = false

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      List the segments that match, as with --where, and end with status 3 if there are any. The \
      status is 0 only if it is certain that none matches, and 1 if that is not known.
      """, valueName: "query"),
    transform: { try FilterOptions.query($0) })
  var failIf: [Filter] = []

  @OptionGroup(title: "Watching") var watching: Watching

  @OptionGroup(title: "Filters") var filters: FilterOptions

  @OptionGroup var trust: AssumptionOptions

  func validate() throws {
    try FilterOptions.refuseSecond(failIf, option: "--fail-if")
    if namedOnly, let condition = filter.conditions.first(where: \.needsHolders) {
      throw ValidationError(
        """
        A filter by \(condition.word.name.string) cannot be combined with --named-only, which does \
        not scan processes.
        """)
    }
    if watching.every != nil && !failIf.isEmpty {
      throw ValidationError("--fail-if cannot be combined with --every.")
    }
    if others, let option = optionsOfSegments.first {
      throw ValidationError("--others cannot be combined with \(option).")
    }
  }

  /// The options in use that are about segments.
  private var optionsOfSegments: [String] {
    [
      (!filters.filter.isEmpty, "filters"), (!failIf.isEmpty, "--fail-if"),
      (sort != nil, "--sort"), (reverse, "--reverse"),
      (output.json, "--json"), (output.jsonLines, "--json-lines"), (output.bytes, "--bytes"),
      (output.output != nil, "--output"), (output.numericPerms, "--numeric-perms"),
      (output.timeFormat != nil, "--time-format"),
    ].filter(\.0).map(\.1)
  }

  /// The filter that all options form together.
  private var filter: Filter { Filter(all: [filters.filter] + failIf) }

  func run() throws {
    var listing = Listing(assumptions: trust.assumptions)
    listing.form = others ? .others(output.text) : output.form
    listing.order.filter = filter
    if let sort { listing.order.field = sort.field }
    listing.order.isReversed = reverse
    listing.isNamedOnly = namedOnly
    listing.isCheck = !failIf.isEmpty
    listing.schedule = watching.schedule
    try listing.run()
  }
}
