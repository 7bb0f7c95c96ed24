internal import TestSupport
internal import Glibc

/// Commands that run to their end.
enum Command {
  /// Where the standard output of a command goes.
  enum Output {
    case captured
    /// A pipe whose reader has closed it.
    case closedPipe
    case file(String)
  }

  /// Whether a command is in `PATH`.
  static func exists(_ name: String) -> Bool {
    (try? run(["sh", "-c", "command -v \(name)"]).status) == .exited(0)
  }

  /// Runs a command found by its path or in `PATH`, without a terminal, and waits for its end.
  static func run(
    _ arguments: [Argument], environment: [String: String] = [:], output: Output = .captured,
    within time: Duration = .seconds(20)
  ) throws -> Outcome {
    let out = try Pipe()
    defer { out.close() }
    let errors = try Pipe()
    defer { errors.close() }
    if case .closedPipe = output { out.closeReader() }
    let stream: Spawn.Stream =
      if case .file(let path) = output { .file(path, O_WRONLY) } else { .descriptor(out.writer) }
    let process = try Spawn(
      arguments: arguments,
      environment: Spawn.usualEnvironment.merging(environment) { $1 },
      streams: [.null, stream, .descriptor(errors.writer)]
    ).start()
    out.closeWriter()
    errors.closeWriter()

    let deadline = Deadline(after: time)
    var outcome = Outcome()
    var isRunning = true
    while isRunning {
      if deadline.isOver { kill(process, SIGKILL) }
      // Looked at before the pipes: what was written before the end is there by then.
      if let status = try WaitStatus.of(process) {
        outcome.status = status
        isRunning = false
      }
      Pipe.wait(for: [out, errors])
      outcome.output += out.takeAll()
      outcome.errors += errors.takeAll()
    }
    if deadline.isOver { throw Failure("did not end in time: \(outcome)") }
    return outcome
  }

  /// What came of a command.
  struct Outcome: CustomStringConvertible {
    var status = WaitStatus.exited(-1)
    var output: [UInt8] = []
    var errors: [UInt8] = []

    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errors, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }

    /// The words of the line that begins with a word.
    func fields(of first: String) -> [String]? {
      lines.lazy.map { $0.split(separator: " ").map(String.init) }.first { $0.first == first }
    }

    var description: String { "\(status)\n\(text)\n--- standard error\n\(errorText)" }
  }
}
