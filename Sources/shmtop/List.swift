internal import ArgumentParser
internal import Escaping
internal import Presentation
internal import SharedMemory

/// `shmtop list`: one line for each segment.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every segment, one line each.",
    // A literal, as making it from the fields would slow down every start: a test compares them.
    discussion: """
      Columns: ID KIND NAME KEY SHMID DEV INODE OWNER UID GROUP GID PERMS CUSER CUID CGROUP CGID \
      SIZE ALLOC RES SWAP ATT STATUS CPID LPID AGE BIRTH ATTACH DETACH CTIME MTIME.
      """)

  @Option(
    name: .shortAndLong,
    help: "The columns to show, as COL,COL; +COL,COL adds to the usual ones.")
  var output: FieldsArgument?

  @Option(help: "Sort by a column: numbers largest first, text from A to Z.")
  var sort: FieldArgument?

  @Flag(name: .shortAndLong, help: "Turn the order round.")
  var reverse = false

  @Flag(name: .shortAndLong, help: "Write sizes in bytes.")
  var bytes = false

  @Flag(name: [.customShort("J"), .long], help: "Write JSON with everything that is known.")
  var json = false

  @Flag(help: "Separate columns by one tab and write sizes in bytes.")
  var raw = false

  @Flag(help: "Leave the headings out.")
  var noheadings = false

  func validate() throws {
    if json && (raw || output != nil || noheadings || bytes) {
      throw ValidationError(
        "--json writes everything in bytes: --output, --bytes, --raw and --noheadings do not go"
          + " with it.")
    }
  }

  func run() throws {
    var collector = Collector()
    let order = Arrangement(by: sort?.field ?? .id, isReversed: reverse)
    let fields = output?.replacing(Self.usualFields) ?? Self.usualFields
    let needs = json ? .all : fields.reduce(into: order.field.needs) { $0.formUnion($1.needs) }
    let snapshot = collector.collect(needs)
    let charset: Charset = json ? .utf8 : .current
    let writing = Writing(charset: charset, units: bytes || raw ? .bytes : .human, of: snapshot)
    let positions = order.positions(of: snapshot.segments, writing)
    do {
      if json {
        try snapshot.writeJSON(segmentsAt: positions, StandardOutput.write)
      } else {
        let table = TextTable(
          fields: fields, form: raw ? .raw : .aligned, hasHeadings: !noheadings)
        try StandardOutput.write(table.bytes(of: snapshot.segments, at: positions, writing))
      }
    } catch {
      var text: DisplayText = "standard output: "
      text.append(error, in: .current)
      StandardError.complain(text)
      throw ExitCode.failure
    }
    try complain(about: snapshot.problems)
  }

  /// Says what could not be read; that is a failure where segments are missing for it.
  private func complain(about problems: [ReadProblem]) throws {
    for problem in problems { StandardError.complain(DisplayText(problem, in: .current)) }
    if problems.contains(where: { !$0.isMinor }) { throw ExitCode.failure }
  }

  /// The columns of those who ask for none.
  private static let usualFields: [Field] = [
    .id, .key, .owner, .permissions, .size, .allocated, .attachments, .status, .age,
  ]
}
