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
    switch segment.identity {
    case .systemV(let identity): try open(identity, accepting: accepted, root: root)
    case .posix(let name, let file): try open(name, file, accepting: accepted, root: root)
    case .unlinked(_, let file), .memfd(_, let file):
      try open(file, heldBy: segment.holders ?? [], accepting: accepted, root: root)
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
  private static func reader(
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
        defer { try? link.close() }
        do throws(ContentsError) { return try reopen(link, accepting: accepted, root: root) } catch
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

  /// Whether one of the holders still holds the file.
  static func isHeld(
    _ identity: FileIdentity, by holders: [Holder], root: FilePath
  ) -> Bool {
    holders.contains { holder in
      guard let path = holder.path,
        let link = try? lookUp(path, of: identity, root: root)
      else { return false }
      try? link.close()
      return true
    }
  }

  /// Resolves a link in `/proc` without opening its target; `nil` if that is now another file.
  private static func lookUp(
    _ path: String, of identity: FileIdentity, root: FilePath
  ) throws(Errno) -> FileDescriptor? {
    let link = try FileDescriptor.open(
      root.appending("proc").appending(path), flags: clinux_path_only)
    let status: FileStatus
    do throws(Errno) { status = try FileStatus(of: link) } catch {
      try? link.close()
      throw error
    }
    if status.mode.type == .regular, status.identity.isSame(as: identity) { return link }
    try? link.close()
    return nil
  }
}

extension FileIdentity {
  /// Whether it is the same file, compared by birth time if both have one.
  fileprivate func isSame(as other: FileIdentity) -> Bool {
    device == other.device && inode == other.inode
      && (birth == nil || other.birth == nil || birth == other.birth)
  }
}

extension ContentsReader {
  /// Opens a System V segment, by the permitted method with the least side effects.
  static func open(
    _ identity: SystemVIdentity, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let attachments: UInt64
    let current: SystemVIdentity
    do throws(Errno) {
      (current, _, attachments) = try SystemVStatus.read(identity.shmID, root: root)
    } catch {
      let isRefused = error == .notPermitted || error == .permissionDenied
      throw isRefused ? .notPermitted : .gone
    }
    // A removed segment has lost its key.
    guard current.creatorProcess == identity.creatorProcess,
      current.key == identity.key || current.key == .private
    else { throw .replaced }
    let canOpenMappings = canOpenOwnMappings(root: root)
    if attachments > 0, canOpenMappings,
      let (process, file) = throughHolder(identity.shmID, root: root)
    {
      return try reader(
        of: file, by: .mapping(of: process), orBy: .mappingInSwap(of: process),
        accepting: accepted, root: root)
    }
    // Permission is checked here, before the caller has to accept side effects.
    _ = try SystemVAttachment.size(of: identity.shmID)
    // The detach at the end could be the last one, which would destroy the segment.
    if attachments == 0 && ShmRmidForced.isEnabled(root: root) != false { throw .wouldDestroy }
    return canOpenMappings
      ? try attachBriefly(identity.shmID, accepting: accepted, root: root)
      : try attach(identity.shmID, accepting: accepted, root: root)
  }

  /// Opens a mapping of a process that has the segment attached; `nil` if there is none.
  ///
  /// Requires CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE.
  private static func throughHolder(
    _ shmID: ShmID, root: FilePath
  ) -> (ProcessID, FileDescriptor)? {
    guard let own = ProcessDirectory.namespace("ipc", of: "self", root: root),
      let processes = try? ProcessDirectory.processes(root: root)
    else { return nil }
    for process in processes {
      guard ProcessDirectory.namespace("ipc", of: "\(process.rawValue)", root: root) == own,
        let file = openMapping(of: process, to: shmID, root: root)
      else { continue }
      return (process, file)
    }
    return nil
  }

  private static func openMapping(
    of process: ProcessID, to shmID: ShmID, root: FilePath
  ) -> FileDescriptor? {
    guard let maps = try? ProcFile.read(root.appending("proc/\(process.rawValue)/maps")) else {
      return nil
    }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.maps(shmID) else { continue }
      guard let file = try? line.open(of: "\(process.rawValue)", root: root) else { continue }
      // The mapping may have been replaced by another since its line was read.
      if let status = try? FileStatus(of: file),
        status.identity.inode == UInt64(UInt32(bitPattern: shmID.rawValue))
      {
        return file
      }
      try? file.close()
    }
    return nil
  }

  /// Attaches the segment, opens the mapping as a file, and detaches at once.
  private static func attachBriefly(
    _ shmID: ShmID, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let method = AccessMethod.briefAttachment
    if accepted < method.sideEffects { throw .hasSideEffects(method.sideEffects) }
    let file = try SystemVAttachment(shmID, root: root).openOwnMapping()
    return ContentsReader(method: method, source: .file(file), root: root)
  }

  /// Attaches the segment until the reader is closed.
  private static func attach(
    _ shmID: ShmID, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let expected: AccessMethod =
      Residency.now(in: shmID, root: root) == .holes ? .attachment : .attachmentAllocatingPages
    if accepted < expected.sideEffects { throw .hasSideEffects(expected.sideEffects) }
    let attachment = try SystemVAttachment(
      shmID, root: root, readsAllPages: expected == .attachmentAllocatingPages,
      mayAllocatePages: accepted >= .allocatesPages)
    // Whether pages are huge is known only now, from the mapping.
    let method: AccessMethod = attachment.readsAllPages ? .attachmentAllocatingPages : .attachment
    if accepted < method.sideEffects { throw .hasSideEffects(method.sideEffects) }
    return ContentsReader(method: method, source: .attachment(attachment), root: root)
  }

  /// Whether this program may open files in `/proc/self/map_files`; it tries to open the first.
  private static func canOpenOwnMappings(root: FilePath) -> Bool {
    guard let maps = try? ProcFile.read(root.appending("proc/self/maps")) else { return false }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.inode != 0 else { continue }
      guard let file = try? line.open(of: "self", root: root) else { return false }
      try? file.close()
      return true
    }
    return false
  }
}
