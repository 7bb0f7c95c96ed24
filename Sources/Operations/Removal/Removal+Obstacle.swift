private import Glibc
internal import Kernel
package import SharedMemory
internal import SystemPackage

extension Removal {
  /// The error that removing a segment would throw, as far as that is certain without trying.
  ///
  /// `nil` if nothing is known against it. The segment is not changed.
  package func obstacle(to segment: Segment) -> RemovalError? {
    if let error = segment.noNameError { return error }
    do throws(RemovalError) { try check(segment.identity) } catch { return error }
    return FileCapabilities.use(for: .removing) {
      switch segment.identity {
      case .systemV: return segment.isOthersSystemV ? .notPermitted : nil
      case .posix(let name, _):
        let (directory, last) = name.split
        return try? quarantine(for: directory).obstacle(to: last)
      case .unlinked, .memfd: return nil
      }
    }
  }
}

extension Segment {
  /// Whether it is a System V segment of another user that this user may neither remove nor set.
  var isOthersSystemV: Bool {
    guard let owner, let creator else { return false }
    if Capability.systemAdministration.isEffective { return owner.user.isUnmapped }
    return ![owner.user.rawValue, creator.user.rawValue].contains(geteuid())
  }
}

extension UserID {
  private static let unmapped = OwnNamespaces(root: "/").unmappedUser

  /// Whether it stands for users without a number in this user namespace, over whom no capability of
  /// this program counts.
  var isUnmapped: Bool { self == Self.unmapped }
}

extension Quarantine {
  /// The error that moving a name of this directory would throw, as far as that is certain.
  ///
  /// A name is moved only if the file system is not read-only, the directory can be changed, neither
  /// the directory nor the file is immutable, and the sticky bit does not reserve the name for another
  /// user. The C functions are `faccessat` with `AT_EACCESS`, and `statx`.
  func obstacle(to name: [UInt8]) -> RemovalError? {
    do throws(Errno) {
      let file = try DirectoryEntry(name, in: directory).status()
      let folder = try FileStatus(of: directory)
      if file.isImmutable || folder.isImmutable { return .immutable }
      if file.isMountPoint { return .failed(.resourceBusy) }
      let useEffectiveUser: Int32 = 0x200
      do throws(Errno) {
        try syscall { faccessat(directory.rawValue, ".", W_OK | X_OK, useEffectiveUser) }
      } catch .permissionDenied {
        return .directoryNotWritable
      } catch .readOnlyFileSystem {
        return .failed(.readOnlyFileSystem)
      }
      let sticky: UInt32 = 0o1000
      let isPrivileged = Capability.fileOwner.isEffective && !file.owner.user.isUnmapped
      guard folder.mode.rawValue & sticky != 0, !isPrivileged else { return nil }
      let owners = [file.owner.user.rawValue, folder.owner.user.rawValue]
      return owners.contains(geteuid()) ? nil : .notPermitted
    } catch {
      return nil
    }
  }
}
