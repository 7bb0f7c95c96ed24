internal import ArgumentParser
internal import Formatting

/// The options of `shmtop list` for what is printed of each segment, and how.
struct OutputFormat: ParsableArguments {
  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Columns to show: COL,COL, or +COL,COL to add to the default ones.", valueName: "columns"),
    completion: Completions.columns,
    transform: { try FieldsOption($0) })
  var output: FieldsOption?

  @Flag(name: .shortAndLong, help: "Print sizes in bytes.")
  var bytes = false

  @Flag(name: [.customShort("P"), .long], help: "Print permissions as four octal digits.")
  var numericPerms = false

  @Option(
    help: ArgumentHelp(
      """
      Write times in local time as 'short' (14:05, Nov21), 'full' (Sat Nov 21 06:20:11 2026), 'iso' \
      (2026-11-21T06:20:11+01:00) or 'relative' (3h ago). The default is iso; --raw, --export and \
      --shell have it in UTC.
      """, valueName: "format"))
  var timeFormat: TimeFormat?

  @Flag(help: "Do not cut lines to the width of the terminal.")
  var notruncate = false

  @Flag(help: "Do not print headings.")
  var noheadings = false

  @Option(
    help: "Use colours: auto (on a terminal, unless NO_COLOR is set), always, or never.")
  var color = ColorOptions.When.auto

  @Flag(
    help: """
      Separate columns with tabs; print sizes in bytes, ages in seconds, and all holders. Escapes such \
      as \\n, \\t and \\xff stand for bytes; - is none, and ? is not known.
      """)
  var raw = false

  @Flag(
    name: [.customShort("e"), .long],
    help:
      #"Print NAME="value" for each column, with the values of --raw and \xNN for unsafe bytes."#)
  var export = false

  @Flag(
    name: [.customShort("y"), .long],
    help: "Print NAME='value' for each column, which a shell can evaluate.")
  var shell = false

  @Flag(name: [.customShort("J"), .long], help: "Print everything that is known as JSON.")
  var json = false

  @Flag(help: "Print the same of each segment as one line of JSON, with the time.")
  var jsonLines = false

  func validate() throws {
    let forms = [
      (json, "--json"), (jsonLines, "--json-lines"), (raw, "--raw"),
      (export || shell, shell ? "--shell" : "--export"),
    ].filter(\.0).map(\.1)
    guard forms.count < 2 else {
      throw ValidationError("\(forms[0]) cannot be combined with \(forms[1]).")
    }
    let others = [
      (output != nil, "--output"), (bytes, "--bytes"), (numericPerms, "--numeric-perms"),
      (timeFormat != nil, "--time-format"), (noheadings, "--noheadings"),
      (color == .always, "--color"),
    ].filter(\.0).map(\.1)
    if json || jsonLines, let other = others.first {
      throw ValidationError("\(forms[0]) cannot be combined with \(other).")
    }
  }

  /// The form that these options describe.
  var form: Listing.Form {
    if json { return .json }
    if jsonLines { return .jsonLines }
    return .table(text)
  }

  /// The form as text.
  var text: TextStyle {
    TextStyle(
      fields: output?.replacing(Field.defaults) ?? Field.defaults,
      form: raw ? .raw : shell ? .shell : export ? .export : .aligned, hasHeadings: !noheadings,
      areSizesInBytes: bytes, hasOctalPermissions: numericPerms, times: timeFormat,
      isCut: !notruncate, colors: color)
  }
}

extension TimeFormat: ExpressibleByArgument {}
