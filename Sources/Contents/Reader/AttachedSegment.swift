private import Glibc
package import Kernel
package import SharedMemory
internal import Synchronization
package import SystemPackage

/// Opens a System V segment as a file, through a process that has it attached.
///
/// A user can mount a file system whose files look like segments in `/proc/PID/maps`, and attach segments
/// with this ID from another IPC namespace. So the opened file must be on the kernel's own file system, and
/// belong to the creator of the segment.
///
/// Why: Decisions/67-a-name-in-maps-proves-nothing.md
package struct AttachedSegment: Sendable {
  let identity: SystemVIdentity
  let root: FilePath
  /// The kernel's own file systems, as `st_dev`: only they contain segments.
  let devices: [UInt64]

  /// The segment that has this identity now.
  package init(_ identity: SystemVIdentity, root: FilePath = "/") {
    self.init(identity, root: root, devices: InternalFileSystems.read())
  }

  init(_ identity: SystemVIdentity, root: FilePath, devices: [UInt64]) {
    self.identity = identity
    self.root = root
    self.devices = devices
  }

  /// The first process through which it can be opened, and the file; `nil` if there is none.
  ///
  /// Requires CAP_SYS_ADMIN or CAP_CHECKPOINT_RESTORE.
  package func open(_ flags: Int32 = O_RDONLY) -> (ProcessID, FileDescriptor)? {
    guard let own = ProcessDirectory.namespace("ipc", of: "self", root: root),
      let processes = try? ProcessDirectory.processes(root: root)
    else { return nil }
    let search = Search()
    let outcomes = TimedWork.outcomes(of: processes.count) { index -> OwnedFile? in
      let process = processes[index]
      guard !search.isOver,
        ProcessDirectory.namespace("ipc", of: "\(process.rawValue)", root: root) == own,
        let file = open(through: process, flags)
      else { return nil }
      search.end()
      return file
    }
    for (process, outcome) in zip(processes, outcomes) {
      if case .finished(let opened?) = outcome, let file = opened.take() { return (process, file) }
    }
    return nil
  }

  private func open(through process: ProcessID, _ flags: Int32) -> OwnedFile? {
    guard let maps = try? ProcFile.read(root.appending("proc/\(process.rawValue)/maps")) else {
      return nil
    }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.maps(identity.shmID), devices.contains(line.device),
        let opened = try? line.open(of: "\(process.rawValue)", root: root, flags)
      else { continue }
      let file = OwnedFile(opened)
      // The mapping may have been replaced by another since its line was read.
      if isSegment(opened) { return file }
    }
    return nil
  }

  /// Whether an open file is the segment.
  func isSegment(_ file: FileDescriptor) -> Bool {
    guard let status = try? FileStatus(of: file),
      let path = FilePath("/proc/self/fd/\(file.rawValue)").linkTarget
    else { return false }
    return isSegment(status.identity, ownedBy: status.owner.user, path: path)
  }

  /// Whether a file with this path, as the kernel writes it, is the segment.
  ///
  /// `/SYSV0052e2c1 (deleted)` on one of the kernel's own file systems; its inode is the ID, and it belongs
  /// to the user who created the segment, not to its present owner.
  func isSegment(_ file: FileIdentity, ownedBy user: UserID, path: [UInt8]) -> Bool {
    devices.contains(file.device)
      && file.inode == UInt64(UInt32(bitPattern: identity.shmID.rawValue))
      && user == identity.creatorUser && path.starts(with: Self.prefix)
  }

  private static let prefix = Array("/SYSV".utf8)

  /// A search by several threads, which is over when one has found something.
  private final class Search: Sendable {
    private let found = Atomic(false)

    var isOver: Bool { found.load(ordering: .relaxed) }

    func end() { found.store(true, ordering: .relaxed) }
  }
}
