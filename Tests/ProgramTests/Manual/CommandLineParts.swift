import TestSupport
import Testing

/// The parts of the manual about commands and options, from what the argument parser knows of them.
enum CommandLineParts {
  static var all: [String: [String]] {
    get throws {
      let commands = try Self.commands()
      var parts = [
        "synopsis": commands.flatMap(\.synopsis) + [".Nm", ".Fl \\-version"],
        "options": general(of: commands),
        "filters": list(commands.first { $0.name == "list" }?.options.filter(\.isFilter) ?? []),
      ]
      for command in commands {
        parts["options of \(command.name)"] = list(
          command.options.filter { !$0.isFilter && !$0.isGeneral })
      }
      return parts
    }
  }

  private static func list(_ options: [Option]) -> [String] {
    [".Bl -tag -width Ds"] + options.flatMap { Mdoc.item($0.heading, $0.text) } + [".El"]
  }

  /// The options that several commands have, with the names of these commands.
  private static func general(of commands: [Command]) -> [String] {
    var seen: Set<String> = []
    let options = commands.flatMap(\.options).filter { option in
      option.isGeneral && seen.insert(option.heading).inserted
    }
    let items = options.flatMap { option in
      let takers = commands.filter { $0.options.contains { $0.heading == option.heading } }
      let names = takers.map(\.name).joined(separator: ", ")
      let isForAll = takers.count == commands.count
      return Mdoc.item(
        option.heading, isForAll ? option.text : "\(option.text) Commands: \(names).")
    }
    return [".Bl -tag -width Ds"] + items + [".El"]
  }

  /// The commands in the order of the help, but `help`.
  static func commands() throws -> [Command] {
    let outcome = try shmtop("--experimental-dump-help")
    let dump = try JSONValue(document: outcome.output)["command"]
    let usual = dump?["defaultSubcommand"]?.string
    return (dump?["subcommands"]?.elements ?? []).map {
      Command($0, isDefault: $0["commandName"]?.string == usual)
    }
    .filter { $0.name != "help" }
  }

  struct Command {
    let name: String
    /// Whether it runs if no command is given.
    private let isDefault: Bool
    let options: [Option]

    fileprivate init(_ dump: JSONValue, isDefault: Bool) {
      name = dump["commandName"]?.string ?? ""
      self.isDefault = isDefault
      options = (dump["arguments"]?.elements ?? []).map(Option.init)
    }

    /// Its lines of the synopsis: flags of one letter together, then the others, then what is no option.
    fileprivate var synopsis: [String] {
      let own = options.filter { !["help", "version"].contains($0.names.last) }
      let letters = own.compactMap { $0.value == nil ? $0.letter : nil }.joined()
      let others = own.filter { !$0.isFilter && ($0.value != nil || $0.letter == nil) }
      return [".Nm", isDefault ? ".Op Cm \(name)" : ".Cm \(name)"]
        + (letters.isEmpty ? [] : [".Op Fl \(letters)"])
        + others.filter { !$0.names.isEmpty }.map { ".Op \($0.short)" }
        + (own.contains(where: \.isFilter) ? [".Op Ar filter ..."] : [])
        + others.filter(\.names.isEmpty).map { $0.isOptional ? ".Op \($0.short)" : ".\($0.short)" }
    }
  }

  struct Option {
    /// Its names without hyphens, a letter first; none if it is no option.
    let names: [String]
    /// What stands for its value; `nil` if it has none.
    let value: String?
    let isOptional: Bool
    let isFilter: Bool
    let text: String

    fileprivate init(_ dump: JSONValue) {
      names = (dump["names"]?.elements ?? []).compactMap { $0["name"]?.string }
        .sorted { $0.count < $1.count }
      let isRepeating = dump["isRepeating"] == .bool(true)
      let isPositional = dump["kind"]?.string == "positional"
      let value = (dump["valueName"]?.string ?? "") + (isPositional && isRepeating ? " ..." : "")
      self.value = dump["kind"]?.string == "flag" ? nil : value
      isOptional = dump["isOptional"] == .bool(true)
      isFilter = dump["sectionTitle"]?.string?.hasPrefix("Filters") == true
      let usual = dump["defaultValue"]?.string.map { " The default is \($0)." }
      text = (dump["abstract"]?.string ?? "") + (usual ?? "")
    }

    /// Whether it stands with those that several commands have.
    fileprivate var isGeneral: Bool {
      ["version", "help", "assume-clear", "read-only"].contains(names.last)
    }

    fileprivate var letter: String? { names.first.flatMap { $0.count == 1 ? $0 : nil } }

    /// Its shortest name, with its value.
    fileprivate var short: String { names.first.map(written) ?? value.map { "Ar \($0)" } ?? "" }

    /// All its names, each with its value.
    var heading: String { names.isEmpty ? short : names.map(written).joined(separator: " , ") }

    private func written(_ name: String) -> String {
      Self.macro(of: name) + (value.map { " Ar \($0)" } ?? "")
    }

    /// The macro for a name without its value.
    static func macro(of name: String) -> String {
      "Fl \(name.count == 1 ? "" : "\\-")\(Mdoc.words(name))"
    }
  }
}

extension JSONValue {
  /// The text; `nil` if this is none.
  fileprivate var string: String? { if case .string(let text) = self { text } else { nil } }
}
