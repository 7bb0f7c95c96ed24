package import Operations
package import Query
package import SharedMemory
package import SystemPackage

/// What the user wants to change about a segment, before names are looked up; `nil` for what stays.
package struct WantedChange: Equatable, Sendable {
  package var size: UInt64?
  /// The text of the new owner.
  package var owner: [UInt8]?
  package var permissions: FilePermissions?
  /// Whether a System V segment is locked in RAM.
  package var isLocked: Bool?

  package init(
    size: UInt64? = nil, owner: [UInt8]? = nil, permissions: FilePermissions? = nil,
    isLocked: Bool? = nil
  ) {
    self.size = size
    self.owner = owner
    self.permissions = permissions
    self.isLocked = isLocked
  }
}

/// The changes that were wanted, which nothing certain speaks against.
package struct ForeseenChange: Sendable {
  /// In the order in which they are made.
  package let changes: [SegmentChange]
  /// The names of the owners.
  package let accounts: Accounts
  /// The most bytes that this user may lock in RAM; `nil` without a limit.
  package let lockLimit: UInt64?
  /// Whether the segment has an access control list.
  package let hasList: Bool

  package init(
    _ changes: [SegmentChange], accounts: Accounts = Accounts(), lockLimit: UInt64? = nil,
    hasList: Bool = false
  ) {
    self.hasList = hasList
    self.changes = changes
    self.accounts = accounts
    self.lockLimit = lockLimit
  }

  /// The changes that were wanted, with the new owner as it was found.
  ///
  /// A lock comes before owner and mode: it leaves ctime alone, by which a System V segment is recognised.
  package static func changes(_ wanted: WantedChange, owner: NewOwner?) -> [SegmentChange] {
    var changes: [SegmentChange] = []
    if let size = wanted.size { changes.append(.resize(to: size)) }
    if let isLocked = wanted.isLocked { changes.append(.lock(isLocked)) }
    if owner != nil || wanted.permissions != nil {
      changes.append(.access(AccessChange(owner: owner, permissions: wanted.permissions)))
    }
    return changes
  }
}

/// Why a change that was wanted cannot be made.
package enum ChangeProblem: Error, Sendable {
  /// The owner does not exist.
  case owner(TypedProblem)
  case change(ChangeError)
}
