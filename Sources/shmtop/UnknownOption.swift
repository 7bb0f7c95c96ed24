internal import ArgumentParser
internal import Query

/// An option that a command does not have.
///
/// The argument parser reports such an option only if all else is right. An argument that is missing because
/// the option before it is misspelt would be reported in its place.
struct UnknownOption: Error {
  /// The option as it was typed, without its value.
  private let name: String
  private let command: any ParsableCommand.Type
  private let options: CommandOptions

  /// The first one in the arguments of the program; `nil` if all are known.
  init?(in arguments: [String]) {
    guard arguments.first != "help" else { return nil }
    command = CommandName.command(of: arguments)
    options = CommandOptions(of: command)
    guard let name = options.firstUnknown(in: arguments) else { return nil }
    self.name = name
  }

  /// Whether only an `h` among other letters can have asked for help, as in the name `-sh`.
  ///
  /// With help and status 0, a script would believe that the segment `-sh` was removed.
  static func hasHelpAmongLetters(_ arguments: [String]) -> Bool {
    // What shells ask for begins with three hyphens.
    guard arguments.first?.hasPrefix("---") != true else { return false }
    let letters = arguments.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") && $0.contains("h") }
    return !letters.isEmpty && !letters.contains("-h")
      && !arguments.contains { $0.hasPrefix("--help") || $0 == "--version" }
  }

  /// The message with the options of the command, in the form of the argument parser.
  var message: String {
    """
    Error: Unknown option '\(name)'\(hint)
    Usage: \(Shmtop.usageString(for: command))
      See 'shmtop \(command._commandName) --help' for more information.
    """
  }

  private var hint: String {
    let word = RawArguments.bytes(of: String(name.drop { $0 == "-" }))
    let near = Suggestion.nearest(to: word, among: options.words.map { Array($0.utf8) })
    return near.map { ". Did you mean '--\(String(decoding: $0, as: UTF8.self))'?" } ?? ""
  }
}
