internal import TestSupport
internal import Glibc

/// A `/dev/shm`, System V segments and processes of a test's own, which end with the command; wants root.
///
/// In its scripts `$0` is the program, `hold HOW TARGET` is a process that holds a segment until the end,
/// with its number in `$holder`, and `rm_orphans` its bulk removal, two minutes later, when what the
/// script made is settled.
enum TestNamespace {
  static func run(_ script: String, environment: [String: String] = [:]) throws -> Command.Outcome {
    try Command.run(command(script), environment: environment)
  }

  /// The command that runs a script in namespaces of its own.
  static func command(_ script: String) throws -> [Argument] {
    let program = try Program.path()
    let library = program.dropLast("shmtop".count) + "libshmfault.so"
    let shmhold = program.dropLast("shmtop".count) + "shmhold"
    let whole = """
      mount -t tmpfs -o mode=1777 own /dev/shm && cd /dev/shm || exit 99
      fault=\(library)
      later() { FAULT_LATER=120 LD_PRELOAD=\(library) "$@"; }
      hold() {
        ready=$(mktemp -u /tmp/shmtop-test.XXXXXX); mkfifo "$ready"
        tail -f /dev/null | \(shmhold) "$@" >"$ready" & holder=$!
        head -n 1 "$ready"; rm "$ready"
      }
      killed() { at=$1; shift; FAULT_KILL=$at later "$@"; }
      rm_orphans="rm --orphans --assume-clear outside --no-log"
      \(script)
      """
    return [
      "unshare", "--mount", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
      "\(whole)", "\(program)",
    ]
  }
}
