internal import ArgumentParser
internal import SafeText
internal import Glibc
internal import SystemPackage

/// The program: reads the command line, runs what it asks for and ends with the right status.
@main
enum Main {
  static func main() {
    let charset = Charset.takeFromEnvironment()
    // A reader who has seen enough closes the pipe: a write then fails, and that is no failure.
    signal(SIGPIPE, SIG_IGN)
    // So is a write to a file that may not become any larger, but that is one.
    signal(SIGXFSZ, SIG_IGN)
    StandardStreams.occupy()
    do {
      // The parser would take most of the time of a short list.
      let words = Array(CommandLine.arguments.dropFirst())
      if let listing = Listing(words: words) { return try listing.run() }
      var command = try Shmtop.parseAsRoot(RawArguments.strings)
      try command.run()
    } catch {
      exit(Int32(report(error, in: charset).rawValue))
    }
  }

  /// Says what went wrong, or the help that was asked for, and returns the status to end with.
  private static func report(_ error: any Error, in charset: Charset) -> ExitCode {
    let status = Shmtop.exitCode(for: error)
    let message = Shmtop.fullMessage(for: error)
    guard !message.isEmpty else { return status }
    if status == .success {
      do throws(Errno) {
        try StandardOutput.write(Array(message.utf8) + [UInt8(ascii: "\n")])
        return status
      } catch {
        StandardError.complain(standardOutput: error)
        return .failure
      }
    }
    // The message repeats words of the command line, which can be names from anywhere.
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
