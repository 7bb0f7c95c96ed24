private import Glibc
internal import Kernel
internal import SystemPackage

/// Gives a restored file, which this user still owns, its owner, access control list, mode and extended
/// attributes, as far as permitted.
///
/// Why: Decisions/49-restored-access-is-never-wider.md
struct RestoredAccess {
  private let file: FileDescriptor
  private let metadata: SegmentMetadata
  /// What the file did not get back.
  private(set) var warnings: [Restoration.Warning] = []
  private var isUserRestored = true
  private var isGroupRestored = true

  init(_ file: FileDescriptor, _ metadata: SegmentMetadata) {
    self.file = file
    self.metadata = metadata
  }

  /// Restores everything in an order in which no step undoes an earlier one.
  ///
  /// A change of the owner clears set-ID bits and capabilities, and an access control list sets the group
  /// bits of the mode.
  mutating func restore() {
    let attributes = metadata.attributes ?? []
    set(attributes.filter { $0.name.starts(with: Self.userPrefix) })
    restoreOwner()
    restoreMode(list: restoreList(attributes.first { $0.isAccessControlList }))
    set(attributes.filter { !$0.name.starts(with: Self.userPrefix) && !$0.isAccessControlList })
  }

  private mutating func warn(_ warning: Restoration.Warning) {
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  private mutating func set(_ attributes: [ExtendedAttribute]) {
    for attribute in attributes {
      do throws(Errno) { try attribute.set(on: file) } catch {
        warn(.attribute(attribute.name, error))
      }
    }
  }

  /// Sets owner and group, or only the group if the owner is not permitted.
  private mutating func restoreOwner() {
    let owner = metadata.owner
    do throws(Errno) {
      try syscall { fchown(file.rawValue, owner.user.rawValue, owner.group.rawValue) }
    } catch {
      warn(.owner(error))
      let status = try? FileStatus(of: file)
      isUserRestored = status?.owner.user == owner.user
      let unchanged = UInt32.max
      isGroupRestored =
        status?.owner.group == owner.group
        || fchown(file.rawValue, unchanged, owner.group.rawValue) == 0
    }
  }

  /// Sets the access control list, unless the file has another owner or group than was saved.
  ///
  /// A new file can have inherited one from its directory, which is removed first.
  private mutating func restoreList(_ list: ExtendedAttribute?) -> RestoredMode.List {
    do throws(Errno) {
      try ExtendedAttribute.remove(ExtendedAttribute.accessControlList, from: file)
    } catch {
      warn(.accessControlList(error))
    }
    guard metadata.attributes != nil else { return .unknown }
    guard let list else { return .settled }
    let lost = RestoredMode.List.lost(AccessControlList(list.value))
    guard isUserRestored && isGroupRestored else {
      warn(.accessControlList(.notPermitted))
      return lost
    }
    do throws(Errno) {
      try list.set(on: file)
      return .settled
    } catch {
      warn(.accessControlList(error))
      return lost
    }
  }

  private mutating func restoreMode(list: RestoredMode.List) {
    let mode = RestoredMode(
      file: metadata.mode.permissions.rawValue, isUserRestored: isUserRestored,
      isGroupRestored: isGroupRestored, list: list)
    if mode.isNarrowed { warn(.narrowed(mode, reason(list))) }
    do throws(Errno) {
      try syscall { fchmod(file.rawValue, mode.bits) }
      // The kernel drops a set-group-ID bit silently if this user is not in the group.
      let actual = try FileStatus(of: file).mode.permissions.rawValue
      if actual != mode.bits { throw .notPermitted }
    } catch {
      warn(.mode(error))
    }
  }

  private func reason(_ list: RestoredMode.List) -> Restoration.Warning.Reason {
    guard isUserRestored && isGroupRestored else { return .owner }
    return list == .unknown ? .oldCopy : .accessControlList
  }

  private static let userPrefix = Array("user.".utf8)
}

extension ExtendedAttribute {
  fileprivate var isAccessControlList: Bool { name == Self.accessControlList }
}
