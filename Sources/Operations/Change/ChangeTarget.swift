internal import Contents
private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// A segment that is about to be changed, and is certainly the one that was selected.
///
/// It is found with the rights of the user alone, even if the program's file has capabilities.
///
/// Why: Decisions/95-changes-of-a-segment.md
package enum ChangeTarget {
  /// A file in `/dev/shm`, an unlinked file or a memfd.
  case file(ChangeableFile)
  /// A System V segment, with its current mode and number of attachments.
  ///
  /// No call compares and changes at once; see ``Removal``.
  case systemV(ShmID, FileMode, attachments: UInt64)

  /// Whether it has an access control list beyond its mode; the group bits of its mode are the mask of that.
  ///
  /// See acl(5).
  package var hasAccessControlList: Bool {
    guard case .file(let file) = self else { return false }
    return ExtendedAttribute.exists(ExtendedAttribute.accessControlList, at: file.path)
  }

  /// Finds a segment by its identity.
  package static func find(
    _ segment: Segment, root: FilePath = "/"
  ) throws(ChangeError) -> ChangeTarget {
    switch segment.identity {
    case .systemV(let identity): return try find(identity, root: root)
    case .posix(let name, let file):
      return try find { () throws(ContentsError) in
        try SegmentFile.find(name, file, root: root) { $0 }
      }
    case .unlinked(_, let file), .memfd(_, let file):
      return try find { () throws(ContentsError) in
        try SegmentFile.find(file, heldBy: segment.holders ?? [], root: root) { $0 }
      }
    }
  }

  private static func find(
    _ look: () throws(ContentsError) -> OwnedFile
  ) throws(ChangeError) -> ChangeTarget {
    do throws(ContentsError) { return .file(ChangeableFile(try look())) } catch {
      throw ChangeError(error)
    }
  }

  private static func find(
    _ identity: SystemVIdentity, root: FilePath
  ) throws(ChangeError) -> ChangeTarget {
    let (current, mode, attachments): (SystemVIdentity, FileMode, UInt64)
    do throws(Errno) {
      (current, mode, attachments) = try SystemVStatus.read(identity.shmID, root: root)
    } catch {
      throw ChangeError(error)
    }
    guard current == identity else { throw .replaced }
    return .systemV(identity.shmID, mode, attachments: attachments)
  }
}

/// The file of a segment that is about to be changed; it is found, but not open (`O_PATH`).
///
/// Its owner may change it even if the mode lets no user open it.
package struct ChangeableFile {
  private let link: OwnedFile

  init(_ link: OwnedFile) { self.link = link }

  /// Its path, which leads to this file whatever happens to its name.
  var path: FilePath { FilePath("/proc/self/fd/\(link.file.rawValue)") }

  /// Its status now.
  package func status() throws(ChangeError) -> FileStatus {
    do throws(Errno) { return try FileStatus(of: link.file) } catch { throw ChangeError(error) }
  }

  /// Opens it with `flags` of open(2), unless a process has a lease on it, which an open would break.
  ///
  /// The access time does not move.
  package func open(_ flags: Int32) throws(ChangeError) -> OwnedFile {
    if FileLease.isTaken(on: link.file) { throw .leased }
    do throws(Errno) {
      return OwnedFile(
        try FileDescriptor.open(keepingAccessTimeOf: path, flags: flags | O_NONBLOCK))
    } catch .resourceTemporarilyUnavailable {
      throw .leased
    } catch {
      throw ChangeError(error)
    }
  }
}
