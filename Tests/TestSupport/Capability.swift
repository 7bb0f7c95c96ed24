private import CTestSupport
private import Glibc
package import Testing

/// A right that the kernel gives root in pieces, with its number in `<linux/capability.h>`.
///
/// See capabilities(7).
package enum Capability: UInt64, CaseIterable, Sendable {
  case chown = 0
  case setUserID = 7
  case linuxImmutable = 9
  case ipcOwner = 15
  /// Looking into the processes of other users, and of the own user if they are not dumpable.
  case sysPtrace = 19
  case sysAdmin = 21
  /// Giving a file capabilities.
  case setFileCapabilities = 31
  /// CAP_SYS_ADMIN includes it.
  case checkpointRestore = 40

  /// The kernel's name for it.
  package var name: String {
    switch self {
    case .chown: "CAP_CHOWN"
    case .setUserID: "CAP_SETUID"
    case .linuxImmutable: "CAP_LINUX_IMMUTABLE"
    case .ipcOwner: "CAP_IPC_OWNER"
    case .sysPtrace: "CAP_SYS_PTRACE"
    case .sysAdmin: "CAP_SYS_ADMIN"
    case .setFileCapabilities: "CAP_SETFCAP"
    case .checkpointRestore: "CAP_CHECKPOINT_RESTORE"
    }
  }

  /// Whether the tests have it.
  ///
  /// For CAP_SYS_ADMIN namespaces must be allowed as well: a container's system call filter can
  /// refuse `unshare` to a process that has the capability.
  package var isHeld: Bool {
    switch self {
    case .sysAdmin: Self.hasNamespaces
    case .checkpointRestore:
      Self.effective.contains(self) || Self.effective.contains(.sysAdmin)
    default: Self.effective.contains(self)
    }
  }

  private static let hasNamespaces =
    effective.contains(.sysAdmin) && ctest_can_make_namespaces() == 0

  /// The effective capabilities at the start, before any test acts as another user.
  private static let effective = Set(held: ctest_effective_capabilities())
}

extension Set<Capability> {
  fileprivate init(held bits: UInt64) {
    self = Self(Capability.allCases.filter { bits >> $0.rawValue & 1 == 1 })
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips tests by name in a process that lacks one of these capabilities.
  package static func needs(_ capabilities: Capability...) -> ConditionTrait {
    let missing = capabilities.filter { !$0.isHeld }.map(\.name)
    let names = missing.isEmpty ? capabilities.map(\.name) : missing
    return .enabled(if: missing.isEmpty, "needs \(names.joined(separator: " and "))")
  }

  /// Skips tests by name unless they run as root, whatever root may do here.
  package static var needsRoot: ConditionTrait { .enabled(if: getuid() == 0, "needs root") }
}
