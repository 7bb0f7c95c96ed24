import CBench
import Glibc

/// Something that is measured.
struct Contender {
  let name: String
  /// Runs it once; `nil` where it is missing or fails.
  let run: () -> Measurement?

  /// A program with its output and its messages thrown away.
  static func command(_ line: String) -> Contender {
    let words = line.split(separator: " ").map(String.init)
    return Contender(name: line) { Measurement.measure { spawn(words) } }
  }

  /// The plain reader of the same files of the kernel, which is the least that a listing can cost.
  static func floor(_ floor: cbench_floor, _ name: String, threads: Int) -> Contender {
    Contender(name: "\(name), \(threads) thread\(threads == 1 ? "" : "s")") {
      Measurement.measure {
        let child = cbench_read_plainly(floor, UInt32(threads))
        return child < 0 ? nil : child
      }
    }
  }

  private static func spawn(_ words: [String]) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // fuser complains about each descriptor that it cannot look at.
    for stream in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    var arguments = words.map { strdup($0) } + [nil]
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    let error = posix_spawnp(&process, words[0], &actions, nil, &arguments, environ)
    return error == 0 ? process : nil
  }
}
