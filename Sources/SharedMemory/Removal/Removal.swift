private import Glibc
internal import SystemPackage

/// The one act that changes anything: taking a segment's name away.
///
/// The memory goes when the last holder lets go of it; what nobody holds goes at once.
package enum Removal {
  /// Removes the segment, if it still is the one that was chosen.
  ///
  /// Returns how many attachments keep the memory for now; `nil` where nobody has counted.
  /// System V is removed by number: `shmctl(IPC_RMID)`. POSIX is removed by name: `shm_unlink`,
  /// `sem_unlink`, or `unlinkat` below `/dev/shm` for a name that these cannot reach.
  @discardableResult
  package static func remove(_ identity: Identity) throws(RemovalRefusal) -> UInt64? {
    switch identity {
    case .systemV(let identity): return try remove(identity)
    case .posix(let name, let file):
      try remove(name, file)
      return nil
    case .unlinked: throw .alreadyRemoved(attachments: nil)
    case .memfd: throw .neverNamed
    }
  }

  private static func remove(_ identity: SystemVIdentity) throws(RemovalRefusal) -> UInt64 {
    let (current, mode, attachments) = try SystemVStatus.read(identity.shmID)
    guard current.shmID == identity.shmID, current.creatorProcess == identity.creatorProcess else {
      throw .replaced
    }
    guard !mode.isRemoved else { throw .alreadyRemoved(attachments: attachments) }
    guard current == identity else { throw .replaced }
    guard shmctl(identity.shmID.rawValue, IPC_RMID, nil) == 0 else { throw .init(errno) }
    return attachments
  }

  private static func remove(_ name: ShmName, _ file: FileIdentity) throws(RemovalRefusal) {
    let parent = try directory(of: name)
    defer { try? parent.close() }
    let last = name.split.file.map { CChar(bitPattern: $0) } + [0]
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: last, in: parent) } catch {
      throw .init(error.rawValue)
    }
    guard status.mode.fileType == .regular, status.identity == file else { throw .replaced }
    let result =
      if name.isNested { unlinkat(parent.rawValue, last, 0) } else {
        if let semaphore = name.semaphore {
          sem_unlink(semaphore.cString)
        } else {
          shm_unlink(name.slashed.cString)
        }
      }
    guard result == 0 else { throw .init(errno) }
  }

  private static func directory(of name: ShmName) throws(RemovalRefusal) -> FileDescriptor {
    do throws(Errno) {
      let root = try DirectoryStream.open("/dev/shm")
      guard let directory = name.split.directory else { return root }
      defer { try? root.close() }
      return try Beneath.open(directory, in: root, O_RDONLY | O_DIRECTORY)
    } catch {
      throw .init(error.rawValue)
    }
  }
}

extension [UInt8] {
  fileprivate var cString: [CChar] { map { CChar(bitPattern: $0) } + [0] }
}
