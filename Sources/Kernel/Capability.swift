internal import CLinux

/// A privilege of a thread, with its number in `<linux/capability.h>`.
///
/// See capabilities(7).
package enum Capability: UInt64, Sendable {
  /// To give a file to another user: `CAP_CHOWN`.
  case changeOwner = 0
  /// To rename and remove any file in a sticky directory: `CAP_FOWNER`.
  case fileOwner = 3
  /// To remove any System V segment: `CAP_SYS_ADMIN`.
  case systemAdministration = 21

  /// Whether the calling thread may use it; `true` if that is not known.
  ///
  /// In a user namespace it acts only on what belongs to that namespace. So a capability that is not held
  /// proves a refusal, but one that is held proves nothing. The C function is `capget`.
  package var isEffective: Bool { clinux_effective_capabilities() >> rawValue & 1 == 1 }
}
