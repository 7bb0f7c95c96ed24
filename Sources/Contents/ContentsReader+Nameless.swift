private import CLinux
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension ContentsReader {
  /// Opens a file without a name through a process that holds it.
  ///
  /// A descriptor wants the right to look into the process, a mapping CAP_SYS_ADMIN or
  /// CAP_CHECKPOINT_RESTORE.
  static func open(
    _ identity: FileIdentity, heldBy holders: [Holder],
    accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    var refusal = ContentsError.gone
    for holder in holders {
      guard let path = holder.path else { continue }
      do throws(Errno) {
        guard let place = try lookUp(path, of: identity, root: root) else { continue }
        defer { try? place.close() }
        do throws(ContentsError) { return try reopen(place, accepting: accepted, root: root) } catch
        {
          refusal = error
        }
      } catch {
        if error != .noSuchFileOrDirectory && error != .noSuchProcess {
          refusal = ContentsError(error)
        }
      }
    }
    throw refusal
  }

  /// Whether the file is still to be found in one of the holders.
  static func isHeld(
    _ identity: FileIdentity, by holders: [Holder], root: FilePath
  ) -> Bool {
    holders.contains { holder in
      guard let path = holder.path,
        let place = try? lookUp(path, of: identity, root: root)
      else { return false }
      try? place.close()
      return true
    }
  }

  /// Looks a link of `/proc` up and follows it, without opening what it stands for; `nil` where that
  /// is another file by now, even a device.
  private static func lookUp(
    _ path: String, of identity: FileIdentity, root: FilePath
  ) throws(Errno) -> FileDescriptor? {
    let place = try FileDescriptor.open(
      root.appending("proc").appending(path), flags: clinux_path_only)
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: place) } catch {
      try? place.close()
      throw error
    }
    if status.mode.type == .regular, status.identity.isSame(as: identity) { return place }
    try? place.close()
    return nil
  }
}

extension FileIdentity {
  /// Whether it is the same file; the birth decides where both know it.
  fileprivate func isSame(as other: FileIdentity) -> Bool {
    device == other.device && inode == other.inode
      && (birth == nil || other.birth == nil || birth == other.birth)
  }
}
