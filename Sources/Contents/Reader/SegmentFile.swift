private import CLinux
package import Kernel
package import SharedMemory
package import SystemPackage

/// Finds the file of a segment without opening it (`O_PATH`), if it is still the one that was selected.
///
/// So a FIFO or a device that has replaced it is never opened.
package enum SegmentFile {
  /// Calls `body` with the file that has a name.
  package static func find<Value>(
    _ name: ShmName, _ identity: FileIdentity, root: FilePath,
    _ body: (OwnedFile) throws(ContentsError) -> Value
  ) throws(ContentsError) -> Value {
    let link: OwnedFile
    let status: FileStatus
    do throws(Errno) {
      link = OwnedFile(try lookUp(name, root: root))
      status = try FileStatus(of: link.file)
    } catch {
      throw ContentsError(error)
    }
    guard status.mode.type == .regular, status.identity == identity else { throw .replaced }
    return try body(link)
  }

  /// Calls `body` with a file without a name, found through each process that holds it until `body` succeeds.
  ///
  /// For a descriptor, permission to inspect the process is required; for a mapping, CAP_SYS_ADMIN or
  /// CAP_CHECKPOINT_RESTORE.
  package static func find<Value>(
    _ identity: FileIdentity, heldBy holders: [Holder], root: FilePath,
    _ body: (OwnedFile) throws(ContentsError) -> Value
  ) throws(ContentsError) -> Value {
    var refusal = ContentsError.gone
    for holder in holders {
      guard let path = holder.path else { continue }
      do throws(Errno) {
        guard let link = try lookUp(path, of: identity, root: root) else { continue }
        do throws(ContentsError) { return try body(link) } catch { refusal = error }
      } catch {
        if error != .noSuchFileOrDirectory && error != .noSuchProcess {
          refusal = ContentsError(error)
        }
      }
    }
    throw refusal
  }

  /// Whether one of the holders still holds the file.
  static func isHeld(_ identity: FileIdentity, by holders: [Holder], root: FilePath) -> Bool {
    holders.contains { holder in
      guard let path = holder.path else { return false }
      return (try? lookUp(path, of: identity, root: root)) != nil
    }
  }

  private static func lookUp(_ name: ShmName, root: FilePath) throws(Errno) -> FileDescriptor {
    let directory = try DirectoryStream.open(root.appending("dev/shm"))
    defer { try? directory.close() }
    return try OpenBeneath.lookUp(name.bytes, in: directory)
  }

  /// Resolves a link in `/proc` without opening its target; `nil` if that is now another file.
  ///
  /// Throws ``Errno/timedOut`` if the process does not answer.
  private static func lookUp(
    _ path: String, of identity: FileIdentity, root: FilePath
  ) throws(Errno) -> OwnedFile? {
    let path = root.appending("proc").appending(path)
    let found = TimedWork.value {
      Result { () throws(Errno) in
        OwnedFile(try FileDescriptor.open(path, flags: clinux_path_only))
      }
    }
    guard let link = try found?.get() else { throw .timedOut }
    let status = try FileStatus(of: link.file)
    return status.mode.type == .regular && status.identity.isSame(as: identity) ? link : nil
  }
}

extension FileIdentity {
  /// Whether it is the same file, compared by birth time if both have one.
  fileprivate func isSame(as other: FileIdentity) -> Bool {
    device == other.device && inode == other.inode
      && (birth == nil || other.birth == nil || birth == other.birth)
  }
}
