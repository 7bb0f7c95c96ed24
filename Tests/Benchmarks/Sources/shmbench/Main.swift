import Glibc

/// Compares whole runs of shmtop with those of other programs that list shared memory.
///
/// `shmbench SHMTOP [SYSTEMV POSIX]`, as root: it moves into namespaces of its own, so that no
/// segment of the host is in the tables and none is left behind.
@main
enum Main {
  static func main() {
    let arguments = CommandLine.arguments
    guard arguments.count == 2 || arguments.count == 4 else {
      print("usage: shmbench SHMTOP [SYSTEMV POSIX]")
      exit(64)
    }
    guard getenv("SHMBENCH_INSIDE") != nil else {
      let inside = Command("unshare --ipc --mount " + arguments.joined(separator: " "))
      let environment = ["SHMBENCH_INSIDE=1", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"]
      exit(inside.run(showingOutput: true, environment: environment) == nil ? 1 : 0)
    }
    let shmtop = arguments[1]
    let systemV = arguments.count == 4 ? Int(arguments[2]) ?? 0 : 32_000
    let posix = arguments.count == 4 ? Int(arguments[3]) ?? 0 : 50_000

    Load.prepare(systemV: systemV)
    Load.make(systemV: 3, posix: 0..<3)
    compare("3 System V and 3 POSIX segments", rounds: 101, shmtop, ["list"], ["ipcs -m"])
    Load.make(systemV: systemV - 3, posix: 3..<posix)
    let others = ["ipcs -m", "lsipc -m", "ls -l /dev/shm", "cat /proc/sysvipc/shm"]
    for options in ["list", "list --json", "list --raw"] {
      compare(
        "\(systemV) System V and \(posix) POSIX segments", rounds: 7, shmtop, [options], others)
    }
  }

  private static func compare(
    _ load: String, rounds: Int, _ shmtop: String, _ options: [String], _ others: [String]
  ) {
    let lines = options.map { "\(shmtop) \($0)" } + others
    let medians = Comparison(commands: lines.map { Command($0) }, rounds: rounds).medians()
    print("\(load), median of \(rounds) runs each, in turn:")
    for (line, median) in zip(lines, medians) {
      guard let median, let own = medians[0] else {
        print("  cannot run      \(line)")
        continue
      }
      let hundredths = Int((own / median * 100).rounded())
      let tenths = Int((median * 10).rounded())
      print("  \(tenths / 10).\(tenths % 10) ms  shmtop takes \(hundredths)% of  \(line)")
    }
    print()
  }
}
