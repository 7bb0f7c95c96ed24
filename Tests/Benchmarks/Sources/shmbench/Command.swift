import Glibc

/// A program to run with its output thrown away.
struct Command {
  let words: [String]

  init(_ line: String) { words = line.split(separator: " ").map(String.init) }

  /// The words as one line.
  var line: String { words.joined(separator: " ") }

  /// How long a whole run takes, in milliseconds; `nil` where the program is missing or fails.
  ///
  /// `environment` replaces that of this program where it is given.
  func run(showingOutput: Bool = false, environment: [String]? = nil) -> Double? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if !showingOutput {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    }
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { $0.map { strdup($0) } + [nil] } ?? Self.ownEnvironment
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    var status: Int32 = 0
    let clock = ContinuousClock()
    var result: Int32 = 0
    let time = clock.measure {
      result = posix_spawnp(&process, words[0], &actions, nil, &arguments, &variables)
      if result == 0 { waitpid(process, &status, 0) }
    }
    guard result == 0, status == 0 else { return nil }
    let (seconds, attoseconds) = time.components
    return Double(seconds) * 1e3 + Double(attoseconds) / 1e15
  }

  /// The environment of this program, which `environ` points to.
  private static var ownEnvironment: [UnsafeMutablePointer<CChar>?] {
    var variables: [UnsafeMutablePointer<CChar>?] = []
    while let variable = environ[variables.count] { variables.append(variable) }
    return variables + [nil]
  }
}
