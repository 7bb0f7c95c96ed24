package import Kernel
internal import SystemPackage

/// The permissions of a restored segment: those that were saved, or fewer, so that no user gains access.
///
/// If the owner, the group or the access control list could not be restored, users move from one class of
/// the mode to another. Then a class gets only what its new members all had before.
///
/// Why: Decisions/49-restored-access-is-never-wider.md
package struct RestoredMode: Hashable, Sendable {
  /// What is known about the access control list of a file.
  package enum List: Hashable, Sendable {
    /// It had none, or its own was restored.
    case settled
    /// It had this one, which was not restored; `nil` if it is malformed.
    case lost(AccessControlList?)
    /// Its copy does not say whether it had one; then the group bits of the mode can be its mask.
    case unknown
  }

  /// The mode with the set-ID and sticky bits, as it was saved.
  package let saved: UInt32
  /// The mode that is set.
  package private(set) var bits: UInt32

  /// The mode of a restored file.
  package init(
    file saved: UInt32, isUserRestored: Bool, isGroupRestored: Bool, list: List
  ) {
    self.init(saved)
    switch list {
    case .settled: break
    case .unknown: group &= others
    case .lost(let list):
      group = list?.group ?? 0
      // Users with an entry of their own are now members of the group, or others.
      let least = list?.named.reduce(7, &) ?? 0
      group &= least
      others &= least
    }
    if !isGroupRestored {
      group &= owner & others
      others = group
    } else if !isUserRestored {
      group &= owner
      others &= owner
    }
    if !isUserRestored { bits &= ~0o4000 }
    if !(isUserRestored && isGroupRestored) { bits &= ~0o2000 }
  }

  /// The mode of a restored System V segment whose creator is now `actual`.
  ///
  /// The creator has the rights of the owner, and the creator's group those of the group.
  package init(systemV saved: UInt32, owner: Ownership, creator: Ownership, actual: Ownership) {
    self.init(saved)
    guard actual != creator else { return }
    let before = group
    if ![owner.group, creator.group].contains(actual.group) { group &= others }
    if creator.group != owner.group && creator.group != actual.group { others &= before }
    if actual.user != creator.user && creator.user != owner.user {
      group &= self.owner
      others &= self.owner
    }
  }

  private init(_ saved: UInt32) { (self.saved, bits) = (saved, saved) }

  /// Whether it is narrower than the saved one.
  package var isNarrowed: Bool { bits != saved }

  private var owner: UInt32 { bits >> 6 & 7 }

  private var group: UInt32 {
    get { bits >> 3 & 7 }
    set { bits = bits & ~0o70 | newValue << 3 }
  }

  private var others: UInt32 {
    get { bits & 7 }
    set { bits = bits & ~7 | newValue }
  }
}
