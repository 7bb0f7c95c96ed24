internal import ArgumentParser
internal import CLinux
internal import Glibc
internal import Formatting
internal import Kernel
internal import SafeText
internal import SystemPackage

/// What the program may do that its user may not, because its file has capabilities.
///
/// Why: Decisions/94-capabilities-of-the-file.md
enum OwnPrivileges {
  /// Drops what no command uses; throws if the file is set-user-ID or set-group-ID.
  static func dropUnused() throws(ExitCode) {
    guard getuid() == geteuid(), getgid() == getegid() else {
      StandardError.complain(
        "it must not be set-user-ID or set-group-ID; shmtop(1) says which capabilities to use instead"
      )
      throw .failure
    }
    try dropAll(exceptFor: [.reading, .removing])
    if clinux_is_secure_execution() != 0 { forgetHome() }
  }

  /// Drops what this command does not use.
  static func dropUnused(by command: some ParsableCommand) throws(ExitCode) {
    try dropAll(exceptFor: (command as? any SegmentCommand)?.purposes ?? [])
  }

  /// Drops what is not needed for this.
  static func dropAll(exceptFor purposes: FileCapabilities.Purposes) throws(ExitCode) {
    do throws(Errno) { try FileCapabilities.dropAll(exceptFor: purposes) } catch {
      StandardError.complain("the capabilities of its file cannot be dropped: \(error, .current)")
      throw .failure
    }
  }

  /// Puts `XDG_CONFIG_HOME` in place of `HOME`, below which ncurses would read descriptions of terminals.
  ///
  /// Other variables that matter to libraries went before `main`: see `environment.c` of CLinux.
  private static func forgetHome() {
    guard let home = getenv("HOME") else { return }
    let bytes = Array(UnsafeBufferPointer(start: home, count: strlen(home)))
    unsetenv("HOME")
    guard getenv("XDG_CONFIG_HOME")?.pointee != CChar(UInt8(ascii: "/")) else { return }
    setenv("XDG_CONFIG_HOME", bytes + "/.config\0".utf8.map { CChar(bitPattern: $0) }, 1)
  }
}

/// A command that reads segments or removes them, and so uses capabilities of the program's file.
protocol SegmentCommand: ParsableCommand {
  var purposes: FileCapabilities.Purposes { get }
}

extension SegmentCommand {
  var purposes: FileCapabilities.Purposes { .reading }
}
