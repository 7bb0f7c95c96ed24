internal import TestSupport
internal import Glibc

/// The program under test: the binary that was built with these tests.
enum Program {
  /// Where the binary is: beside the tests that run, or in a folder above.
  static func path() throws -> String { try BuiltProgram.path(of: "shmtop") }
}

/// Runs the program with standard input from `/dev/null` and waits for its end.
func shmtop(
  _ arguments: Argument..., environment: [String: String] = [:], output: Command.Output = .captured
) throws -> Command.Outcome {
  try Command.run(
    [Argument(Array(try Program.path().utf8))] + arguments, environment: environment,
    output: output)
}
