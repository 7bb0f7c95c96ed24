internal import Glibc
internal import TestSupport
internal import Testing

/// What happens to the program at one of its system calls: an error, or its end.
///
/// strace(1) does it; with threads, the calls of each thread are counted for themselves.
struct Fault: Hashable, Sendable, CustomTestStringConvertible {
  /// The words of `strace --inject` after the call.
  let testDescription: String

  /// Whether it ends the program (SIGKILL) before the call.
  var isKill: Bool { self == .kill }

  static let kill = Fault(testDescription: "signal=KILL")

  /// All faults of a whole run, or two of them.
  static let all =
    [kill, Fault(testDescription: "error=EIO")]
    + (isWhole ? ["EACCES", "ENOMEM"].map { Fault(testDescription: "error=\($0)") } : [])

  /// Whether each call of each kind is tried: with `SHMTOP_INJECT=all` in the environment.
  static let isWhole = getenv("SHMTOP_INJECT").map { strcmp($0, "all") == 0 } ?? false

  /// Of so many calls of one kind, one is tried.
  static let step = isWhole ? 1 : 9

  /// Whether a kind of call is tried.
  static func tries(_ call: String) -> Bool {
    isWhole ? !spared.contains(call) : few.contains(call)
  }

  /// The calls that decide or change something.
  private static let few: Set = [
    "copy_file_range", "fallocate", "fchmod", "flock", "ftruncate", "getdents64", "linkat",
    "mkdirat", "openat2", "pwrite64",
    "renameat2", "shmctl", "shmget", "statx", "unlinkat",
  ]

  /// Calls that give the program memory and threads, and those that the kernel never refuses.
  private static let spared: Set = [
    "arch_prctl", "brk", "clock_gettime", "execve", "exit", "exit_group", "futex", "getegid",
    "geteuid", "getgid",
    "getpid", "gettid", "getuid", "madvise", "mmap", "mprotect", "munmap", "prctl", "prlimit64",
    "rseq", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sched_getaffinity", "sched_yield",
    "set_robust_list", "set_tid_address", "sigaltstack", "umask",
  ]
}

extension Trait where Self == ConditionTrait {
  /// Skips tests by name where strace is not installed.
  static var needsStrace: ConditionTrait { .enabled(if: Command.exists("strace"), "needs strace") }
}
