internal import Kernel
package import SharedMemory
internal import SystemPackage

/// A change of a segment that exists.
///
/// Why: Decisions/95-changes-of-a-segment.md
package enum SegmentChange: Hashable, Sendable {
  case resize(to: UInt64)
  case access(AccessChange)
  case lock(Bool)

  /// What a change did.
  package enum Outcome: Hashable, Sendable {
    case resized(from: UInt64, to: UInt64)
    case access(AccessChange.Access, to: AccessChange.Access)
    case locked(Bool, wasLocked: Bool)
  }

  /// Makes the change.
  package func make(
    on target: ChangeTarget, of segment: Segment
  ) throws(ChangeError) -> Outcome {
    switch self {
    case .resize(let size):
      return .resized(from: try Resizing.resize(target, of: segment, to: size), to: size)
    case .access(let change):
      let (before, after) = try change.make(on: target, of: segment)
      return .access(before, to: after)
    case .lock(let isLocked):
      return .locked(isLocked, wasLocked: try SegmentLock.set(isLocked, target, of: segment))
    }
  }
}

extension SegmentChange.Outcome {
  /// The act, for the audit log.
  package var act: Act {
    switch self {
    case .resized(_, let size): .resized(to: size)
    case .access(_, let after):
      .set(after.owner, FileMode(rawValue: after.permissions.rawValue))
    case .locked(let isLocked, _): isLocked ? .locked : .unlocked
    }
  }
}
