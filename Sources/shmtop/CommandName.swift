internal import ArgumentParser
internal import Query

/// The first argument if it is a word: the name of a command.
///
/// The argument parser takes a word that is no command for a wrong argument of the monitor.
enum CommandName {
  /// Throws an error that says what was probably meant, if the word is no command.
  static func check(_ arguments: [String]) throws {
    let words = arguments.first == "help" ? arguments.dropFirst() : arguments[...]
    guard let word = words.first, !word.hasPrefix("-"), !all.contains(word) else { return }
    throw ValidationError("There is no command '\(word)'\(hint(on: word))")
  }

  /// The command that the arguments are for.
  static func command(of arguments: [String]) -> any ParsableCommand.Type {
    let commands = Shmtop.configuration.subcommands
    let named = commands.first { command in
      ([command._commandName] + command.configuration.aliases).contains { $0 == arguments.first }
    }
    return named ?? MonitorCommand.self
  }

  /// The names of all commands.
  private static var all: [String] {
    Shmtop.configuration.subcommands.map { $0._commandName }
      + Shmtop.configuration.subcommands.flatMap { $0.configuration.aliases } + ["help"]
  }

  /// The commands of other programs that do the same.
  private static let others = [
    "ls": "list", "remove": "rm", "delete": "rm", "info": "show", "cat": "dump", "top": "monitor",
  ]

  private static func hint(on word: String) -> String {
    let bytes = RawArguments.bytes(of: word)
    let near = Suggestion.nearest(to: bytes, among: all.map { Array($0.utf8) })
    if let meant = others[word] ?? near.map({ String(decoding: $0, as: UTF8.self) }) {
      return "; did you mean '\(meant)'?"
    }
    if word.hasPrefix("/") || word.contains(":") {
      return "; did you mean 'shmtop show \(word)'?"
    }
    return ". Commands: \(all.joined(separator: " "))."
  }
}
