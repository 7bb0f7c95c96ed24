private import CLinux
private import Glibc
package import SystemPackage

/// A command that this program runs for the user.
package enum RunCommand {
  /// Runs a command, which is looked for in `PATH`, and returns its exit status when it has ended; 128 plus the
  /// number of the signal that killed it.
  ///
  /// SIGTERM and SIGHUP to this program are passed on to it, and so are SIGINT and SIGQUIT unless they come from
  /// the terminal, which sends them to both. Throws if it cannot be started: `ENOENT` if there is none.
  ///
  /// The C functions are `posix_spawnp`, `sigwaitinfo` and `waitpid`.
  package static func run(_ arguments: [[UInt8]]) throws(Errno) -> Int32 {
    let words = arguments.map { strdup($0.cString) }
    defer { words.forEach { free($0) } }
    var status: Int32 = 0
    try syscall { clinux_run(words + [nil], &status) }
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }
}
