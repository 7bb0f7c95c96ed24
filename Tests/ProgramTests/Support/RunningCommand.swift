internal import TestSupport
internal import Glibc

/// A command whose output is not read until the test reads it, so that it blocks in the middle.
final class RunningCommand {
  private let process: pid_t
  private let out: Pipe
  private let errors: Pipe
  private var outcome = Command.Outcome()

  /// Starts it and waits until it writes; a pipe holds less than 128 KiB.
  init(_ arguments: [Argument]) throws {
    (out, errors) = (try Pipe(), try Pipe())
    process = try Spawn(
      arguments: arguments, environment: Spawn.usualEnvironment,
      streams: [.null, .descriptor(out.writer), .descriptor(errors.writer)]
    ).start()
    out.closeWriter()
    errors.closeWriter()
    try Deadline.wait(for: "the first bytes") {
      var waiting = pollfd(fd: out.reader, events: Int16(POLLIN), revents: 0)
      return poll(&waiting, 1, 20) == 1
    }
  }

  /// Reads all that it writes, and waits for its end.
  func finish() throws -> Command.Outcome {
    defer {
      out.close()
      errors.close()
    }
    let ended: Void? = try Deadline.poll {
      let status = try WaitStatus.of(process)
      outcome.output += out.takeAll()
      outcome.errors += errors.takeAll()
      guard let status else { return nil }
      outcome.status = status
      return ()
    }
    if ended == nil {
      kill(process, SIGKILL)
      throw Failure("did not end in time: \(outcome.errorText)")
    }
    return outcome
  }
}
