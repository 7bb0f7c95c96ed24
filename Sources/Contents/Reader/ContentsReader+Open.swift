private import CLinux
private import Glibc
internal import Kernel
package import SharedMemory
package import SystemPackage

extension ContentsReader {
  /// Opens a segment, if it is still the one that was selected.
  ///
  /// It uses the method with the least side effects. If these exceed `accepted`, nothing is opened,
  /// and ``ContentsError/hasSideEffects(_:)`` is thrown. A segment without a name is opened through
  /// one of its holders.
  package static func open(
    _ segment: Segment, accepting accepted: AccessMethod.SideEffects, root: FilePath = "/"
  ) throws(ContentsError) -> ContentsReader {
    try FileCapabilities.use(for: .reading) { () throws(ContentsError) in
      switch segment.identity {
      case .systemV(let identity): try open(identity, accepting: accepted, root: root)
      case .posix(let name, let file): try open(name, file, accepting: accepted, root: root)
      case .unlinked(_, let file), .memfd(_, let file):
        try open(file, heldBy: segment.holders ?? [], accepting: accepted, root: root)
      }
    }
  }
}

extension ContentsReader {
  /// Opens the file of a POSIX segment.
  ///
  /// The name is first looked up without opening the file. So a FIFO or a device that has replaced it
  /// is never opened.
  static func open(
    _ name: ShmName, _ identity: FileIdentity, accepting accepted: AccessMethod.SideEffects,
    root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let link: FileDescriptor
    let status: FileStatus
    do throws(Errno) {
      link = try lookUp(name, root: root)
      status = try FileStatus(of: link)
    } catch {
      throw ContentsError(error)
    }
    defer { try? link.close() }
    guard status.mode.type == .regular, status.identity == identity else { throw .replaced }
    return try reopen(link, accepting: accepted, root: root)
  }

  private static func lookUp(_ name: ShmName, root: FilePath) throws(Errno) -> FileDescriptor {
    let directory = try DirectoryStream.open(root.appending("dev/shm"))
    defer { try? directory.close() }
    return try OpenBeneath.lookUp(name.bytes, in: directory)
  }

  static func reopen(
    _ link: FileDescriptor, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    if FileLease.isTaken(on: link, root: root) { throw .leased }
    let path = root.appending("proc/self/fd/\(link.rawValue)")
    for method in [AccessMethod.file, .fileUpdatingAccessTime] {
      if method.sideEffects > accepted { throw .hasSideEffects(method.sideEffects) }
      let quiet = method == .file ? clinux_no_access_time : 0
      let file: FileDescriptor
      do throws(Errno) {
        file = try FileDescriptor.open(path, flags: O_RDONLY | O_NONBLOCK | quiet)
      } catch {
        if error != .notPermitted { throw ContentsError(error) }
        continue
      }
      return try reader(
        of: file, by: method, orBy: .fileInSwap, accepting: accepted, root: root)
    }
    throw .notPermitted
  }
}

extension ContentsReader {
  /// A reader of an open file by `method`, or by `swapped` if pages are in swap, which reading would
  /// bring back.
  static func reader(
    of file: FileDescriptor, by method: AccessMethod, orBy swapped: AccessMethod,
    accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let reader = ContentsReader(
      method: file.hasSwappedPages() ? swapped : method, source: .file(file), root: root)
    // If that is too much, the file is closed with the reader.
    if reader.method.sideEffects > accepted { throw .hasSideEffects(reader.method.sideEffects) }
    return reader
  }
}

extension ContentsError {
  init(_ error: Errno) {
    switch error {
    case .noSuchFileOrDirectory, .identifierRemoved: self = .gone
    case .tooManySymbolicLinkLevels, .notDirectory: self = .replaced
    case .permissionDenied, .notPermitted: self = .notPermitted
    default: self = .failed(error)
    }
  }
}

extension ContentsReader {
  /// Opens a file without a name through a process that holds it.
  ///
  /// For a descriptor, permission to inspect the process is required; for a mapping, CAP_SYS_ADMIN or
  /// CAP_CHECKPOINT_RESTORE.
  static func open(
    _ identity: FileIdentity, heldBy holders: [Holder],
    accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    var refusal = ContentsError.gone
    for holder in holders {
      guard let path = holder.path else { continue }
      do throws(Errno) {
        guard let link = try lookUp(path, of: identity, root: root) else { continue }
        do throws(ContentsError) {
          return try reopen(link.file, accepting: accepted, root: root)
        } catch {
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

  /// Whether one of the holders still holds the file.
  static func isHeld(
    _ identity: FileIdentity, by holders: [Holder], root: FilePath
  ) -> Bool {
    holders.contains { holder in
      guard let path = holder.path else { return false }
      return (try? lookUp(path, of: identity, root: root)) != nil
    }
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
