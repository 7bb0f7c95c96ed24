package import Kernel
package import SystemPackage

/// A process that could not be read, and may hold any segment.
package struct UnreadProcess: Hashable, Sendable {
  package let process: ProcessID
  /// Its user; `nil` if unknown.
  package let user: UserID?
  /// The name of its program; empty if unknown.
  package let command: [UInt8]
  /// Whether it did not answer in time.
  package let isSilent: Bool
}

extension HolderScan {
  /// The processes that could not be read, by PID.
  package var unreadProcesses: [UnreadProcess] {
    unreadable.map { process, user in
      UnreadProcess(
        process: process, user: user, command: living[process]?.command ?? [],
        isSilent: silent.contains(process))
    }.sorted { $0.process.rawValue < $1.process.rawValue }
  }
}
