internal import Glibc

/// The program under test: the binary that was built with these tests.
enum Program {
  /// Where the binary is: beside the tests that run, or in a folder above.
  static func path() throws -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { throw Failure(call: "readlink /proc/self/exe") }
    let tests = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var folder = tests[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      let candidate = folder + "/shmtop"
      var status = stat()
      if stat(String(candidate), &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        return String(candidate)
      }
    }
    throw Failure("there is no binary shmtop in the folder of \(tests) or above: build it first")
  }
}

/// Runs the program with standard input from `/dev/null` and waits for its end.
func shmtop(
  _ arguments: Argument..., environment: [String: String] = [:], output: Command.Output = .captured
) throws -> Command.Outcome {
  try Command.run(
    [Argument(Array(try Program.path().utf8))] + arguments, environment: environment,
    output: output)
}
