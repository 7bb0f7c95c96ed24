package import Kernel
internal import SystemPackage

/// What tells a person which program a holder is, beside its name.
package struct ProcessDetails: Hashable, Sendable {
  /// Its arguments, each followed by a NUL, as in `/proc/PID/cmdline`; the process can write anything
  /// there.
  ///
  /// At most ``mostBytes``; empty if they could not be read.
  package let commandLine: [UInt8]
  /// The unit of systemd that it belongs to; `nil` if there is none.
  package let unit: [UInt8]?
  /// The ID or the name of its container; `nil` if it is in none that is known.
  package let container: [UInt8]?
  /// Its parent process.
  package let parent: ProcessID

  package init(
    commandLine: [UInt8], unit: [UInt8]? = nil, container: [UInt8]? = nil, parent: ProcessID
  ) {
    self.commandLine = commandLine
    self.unit = unit
    self.container = container
    self.parent = parent
  }

  /// Reads about the process whose directory in `/proc` is open.
  init(of process: FileDescriptor, parent: ProcessID) {
    let text = try? process.contents(of: "cmdline", atMost: Self.mostBytes)
    let group = (try? process.contents(of: "cgroup")).flatMap { ControlGroup($0) }
    self.init(
      commandLine: text ?? [], unit: group?.unit, container: group?.container, parent: parent)
  }

  /// A command line can have megabytes; so many bytes are more than a screen shows.
  static let mostBytes = 4096

  /// Whether the command line was longer than what was read.
  package var isCut: Bool { commandLine.count >= Self.mostBytes }

  /// The arguments with a blank between them.
  package var arguments: [UInt8] {
    var bytes = commandLine
    while bytes.last == 0 { bytes.removeLast() }
    return bytes.map { $0 == 0 ? UInt8(ascii: " ") : $0 }
  }
}
