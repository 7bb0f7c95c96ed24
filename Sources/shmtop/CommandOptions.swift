internal import ArgumentParser

/// The options of a command, from its help, which the argument parser makes of the definitions it parses by.
struct CommandOptions {
  /// The options, each with its hyphens, and whether it takes a value.
  private var takesValue: [String: Bool] = [:]

  init(of command: any ParsableCommand.Type) {
    // `  -o, --output <columns>  Columns to show`
    let help = Shmtop.helpMessage(for: command, includeHidden: true, columns: 1000)
    for line in help.split(separator: "\n") where line.hasPrefix("  -") {
      let words = line.split(separator: " ")
      let names = words.prefix { $0.hasPrefix("-") }
      let hasValue = words.dropFirst(names.count).first?.hasPrefix("<") == true
      for name in names { takesValue[String(name.prefix { $0 != "," })] = hasValue }
    }
  }

  /// The long options without their hyphens.
  var words: [String] {
    takesValue.keys.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2)) }
  }

  /// The first option in the arguments that the command does not have, without its value; `nil` if it has all.
  func firstUnknown(in arguments: [String]) -> String? {
    var rest = arguments[...]
    while let argument = rest.popFirst(), argument != "--" {
      guard argument.hasPrefix("-"), argument != "-" else { continue }
      let name = String(argument.prefix { $0 != "=" })
      let isValueNext: Bool
      if name.hasPrefix("--") {
        guard let hasValue = takesValue[name] else { return name }
        isValueNext = hasValue && name == argument
      } else {
        // Letters, the last of which can have a value, beside it or as the next argument.
        let letters = name.dropFirst()
        let flags = letters.prefix { takesValue["-\($0)"] == false }
        let option = letters.dropFirst(flags.count).first
        if let option, takesValue["-\(option)"] == nil { return name }
        isValueNext = option != nil && letters.count == flags.count + 1 && name == argument
      }
      if isValueNext { rest = rest.dropFirst() }
    }
    return nil
  }
}
