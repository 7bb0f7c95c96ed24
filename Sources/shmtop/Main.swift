internal import ArgumentParser
internal import Kernel
internal import SafeText
internal import Glibc
internal import SystemPackage

/// The program: reads the command line, runs the command and ends with its status.
@main
enum Main {
  static func main() {
    CrashHandlers.remove()
    StandardStreams.openClosed()
    do throws(ExitCode) { try OwnPrivileges.dropUnused() } catch { exit(error.rawValue) }
    let charset = Charset.setLocaleFromEnvironment()
    // A program that reads the output may close the pipe early. Writing then fails, which is not an
    // error.
    signal(SIGPIPE, SIG_IGN)
    // Writing to a file that has reached its size limit fails too, and that is an error.
    signal(SIGXFSZ, SIG_IGN)
    do {
      guard let arguments = RawArguments.strings else {
        StandardError.complain("its arguments are not known")
        throw ExitCode.failure
      }
      // The argument parser would take most of the time of a short list.
      if let listing = Listing(arguments: arguments) {
        try OwnPrivileges.dropAll(exceptFor: .reading)
        return try listing.run()
      }
      if let script = CompletionScript.requested(by: arguments) { return try print(script) }
      try CommandName.check(arguments)
      var command = try parse(arguments)
      try OwnPrivileges.dropUnused(by: command)
      try command.run()
    } catch {
      exit(Int32(report(error, in: charset).rawValue))
    }
  }

  /// Parses the arguments; an option that is not known is reported before all other errors.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let command: any ParsableCommand
    do { command = try Shmtop.parseAsRoot(arguments) } catch {
      guard Shmtop.exitCode(for: error) == .validationFailure else { throw error }
      throw UnknownOption(in: arguments) ?? error
    }
    if UnknownOption.hasHelpAmongLetters(arguments), let unknown = UnknownOption(in: arguments) {
      throw unknown
    }
    return command
  }

  private static func print(_ text: String) throws(ExitCode) {
    try StandardOutput.print { () throws(Errno) in
      try StandardOutput.write(Array(text.utf8) + [UInt8(ascii: "\n")])
    }
  }

  /// Prints the error or the help, and returns the exit status.
  private static func report(_ error: any Error, in charset: Charset) -> ExitCode {
    let unknown = error as? UnknownOption
    let status = unknown != nil ? .validationFailure : Shmtop.exitCode(for: error)
    let message = unknown?.message ?? Shmtop.fullMessage(for: error)
    guard !message.isEmpty else { return status }
    if status == .success {
      do throws(ExitCode) { try print(message) } catch { return error }
      return status
    }
    // The message repeats arguments, which can be untrusted names.
    for line in message.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.drop { $0 == " " }
      var text = DisplayText()
      text.append(repeating: UInt8(ascii: " "), count: line.count - words.count)
      text.append(escaping: RawArguments.bytes(of: String(words)), in: charset)
      StandardError.write(line: text)
    }
    return status
  }
}
