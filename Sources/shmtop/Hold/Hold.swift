internal import ArgumentParser
internal import Formatting
internal import Glibc
internal import Kernel
internal import Operations
internal import SafeText
internal import SystemPackage

/// `shmtop hold`: keeps a segment alive.
struct Hold: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Keep a segment alive until a command or a signal ends.",
    discussion: """
      The memory of a removed segment, and of a memfd, is freed with its last holder. hold is one more \
      holder: of a file by a descriptor and a mapping, of a System V segment by a read-only attachment, \
      which changes its times and last PID. It reads no byte.

      COMMAND runs meanwhile, without the descriptor, and its exit status is that of shmtop: 128 plus \
      the number of the signal that killed it, 127 if there is no such command, 126 if it cannot be \
      started. Without COMMAND, a line says that the segment is held, and ^C ends it.
      """)

  @Argument(help: SegmentSelection.help, completion: Completions.segments)
  var segment: String

  @Argument(
    parsing: .postTerminator,
    help: ArgumentHelp("A command and its arguments, after --.", valueName: "command"))
  var command: [String] = []

  @OptionGroup var options: ChangeOptions

  func run() throws {
    _ = try SegmentSelection.selection([segment])
    try options.protection.refuseIfReadOnly("hold")
    let chosen = try ChosenSegment(segment)
    StandardError.write(
      line: "\(chosen.name): holding it \(DisplayText(effectsOfHolding: chosen.segment))")
    let hold: SegmentHold
    do throws(SegmentHold.Problem) { hold = try SegmentHold.take(chosen.segment) } catch {
      throw chosen.refuse(DisplayText(error, of: chosen.segment, chosen.format))
    }
    chosen.record(.held, options)
    let status = try withExtendedLifetime(hold) {
      if command.isEmpty { try wait(chosen) }
      return try runCommand()
    }
    throw ExitCode(status)
  }

  /// Says that the segment is held, and waits for a signal, which ends the program.
  private func wait(_ chosen: ChosenSegment) throws -> Never {
    var lines = ResultLines()
    lines.write("\(chosen.name): held by process \(getpid()); ^C ends it")
    try lines.conclude()
    while true { pause() }
  }

  /// Runs the command, and returns its exit status.
  private func runCommand() throws(ExitCode) -> Int32 {
    let words = command.map(RawArguments.bytes)
    do throws(Errno) { return try RunCommand.run(words) } catch {
      let name = DisplayText(escaping: words.first ?? [], in: .current)
      StandardError.complain("\(name): \(error, .current)")
      throw ExitCode(error == .noSuchFileOrDirectory ? 127 : 126)
    }
  }
}
