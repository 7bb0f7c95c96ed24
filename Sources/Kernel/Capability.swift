internal import CLinux

/// A privilege of a thread, with its number in `<linux/capability.h>`.
///
/// See capabilities(7).
package enum Capability: UInt64, CaseIterable, Sendable {
  /// To give a file to another user: `CAP_CHOWN`.
  case changeOwner = 0
  /// To read and write any file: `CAP_DAC_OVERRIDE`.
  case accessAnyFile = 1
  /// To read any file: `CAP_DAC_READ_SEARCH`.
  case readAnyFile = 2
  /// To rename and remove any file in a sticky directory, and to read any file without changing its access
  /// time: `CAP_FOWNER`.
  case fileOwner = 3
  /// To lock any memory in RAM, and to use huge pages: `CAP_IPC_LOCK`.
  case memoryLock = 14
  /// To attach any System V segment: `CAP_IPC_OWNER`.
  case ipcOwner = 15
  /// To look into any process: `CAP_SYS_PTRACE`.
  case processTracing = 19
  /// To remove any System V segment, and to open the mappings of any process: `CAP_SYS_ADMIN`.
  case systemAdministration = 21
  /// To take a lease on any file: `CAP_LEASE`.
  case fileLease = 28
  /// To open the mappings of any process: `CAP_CHECKPOINT_RESTORE`.
  case checkpointRestore = 40

  /// Whether the calling thread may use it; `true` if that is not known.
  ///
  /// In a user namespace it acts only on what belongs to that namespace. So a capability that is not held
  /// proves a refusal, but one that is held proves nothing. The C function is `capget`.
  package var isEffective: Bool { clinux_effective_capabilities() >> rawValue & 1 == 1 }
}

extension Set<Capability> {
  /// One bit for each, by its number.
  var bits: UInt64 { reduce(0) { $0 | 1 << $1.rawValue } }
}
