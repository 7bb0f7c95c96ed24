private import Glibc
internal import SystemPackage

extension ContentsReader {
  /// Opens the memory of a System V segment, through the quietest way that is open to the caller.
  static func open(
    _ identity: SystemVIdentity, accepting accepted: ContentsWay.Cost
  ) throws(ContentsRefusal) -> ContentsReader {
    let attachments: UInt64
    let current: SystemVIdentity
    do throws(RemovalRefusal) {
      (current, _, attachments) = try SystemVStatus.read(identity.shmID)
    } catch {
      throw error == .notPermitted ? .notPermitted : .gone
    }
    // A removed segment has lost its key.
    guard current.creatorProcess == identity.creatorProcess,
      current.key == identity.key || current.key == .private
    else { throw .replaced }
    if attachments > 0, let reader = throughHolder(identity.shmID) { return reader }
    // An attachment counts until it ends, and then the kernel may find nobody left.
    if attachments == 0 && isDestroyedByDetaching { throw .wouldDestroy }
    return try attach(identity.shmID, accepting: accepted)
  }

  /// Opens a mapping of some process that has the segment attached; wants CAP_SYS_ADMIN or
  /// CAP_CHECKPOINT_RESTORE.
  private static func throughHolder(_ shmID: ShmID) -> ContentsReader? {
    guard let own = ProcessDirectory.namespace("ipc", of: "self", root: "/"),
      let processes = try? ProcessDirectory.processes(root: "/")
    else { return nil }
    for process in processes {
      guard ProcessDirectory.namespace("ipc", of: "\(process.rawValue)", root: "/") == own,
        let file = openMapping(of: process, to: shmID)
      else { continue }
      return ContentsReader(way: .mapping(of: process), source: .file(file))
    }
    return nil
  }

  private static func openMapping(of process: ProcessID, to shmID: ShmID) -> FileDescriptor? {
    let directory = FilePath("/proc/\(process.rawValue)")
    guard let maps = try? FileContents.read(directory.appending("maps")) else {
      return nil
    }
    var cursor = ByteCursor(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.maps(shmID) else { continue }
      let mapping = directory.appending("map_files").appending(bytes: line.mapFilesName)
      guard let file = try? FileDescriptor.open(mapping, .readOnly, options: .closeOnExec) else {
        continue
      }
      // The mapping can have gone and another come since its line was written.
      if let status = try? FileStatus(of: file),
        status.identity.inode == UInt64(UInt32(bitPattern: shmID.rawValue))
      {
        return file
      }
      try? file.close()
    }
    return nil
  }

  /// Attaches the segment, and detaches it at once where the memory stays open without.
  private static func attach(
    _ shmID: ShmID, accepting accepted: ContentsWay.Cost
  ) throws(ContentsRefusal) -> ContentsReader {
    let row = try? SystemVTable(root: "/").read().segments.first { $0.shmID == shmID }
    let readsAllPages = row?.swapped != 0
    let way: ContentsWay =
      canOpenOwnMappings
      ? .briefAttachment : readsAllPages ? .attachmentMakingPages : .attachment
    if accepted < way.cost { throw .costs(way.cost) }
    let attachment = try SystemVAttachment(shmID, readsAllPages: readsAllPages)
    guard way == .briefAttachment else {
      return ContentsReader(way: way, source: .attachment(attachment))
    }
    let file = try attachment.openOwnMapping()
    return ContentsReader(way: way, source: .file(file))
  }

  /// Whether this program may open what its own mappings map: tried with one that maps itself.
  private static var canOpenOwnMappings: Bool {
    guard let maps = try? FileContents.read("/proc/self/maps") else { return false }
    var cursor = ByteCursor(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.inode != 0 else { continue }
      let mapping = FilePath("/proc/self/map_files").appending(bytes: line.mapFilesName)
      guard let file = try? FileDescriptor.open(mapping, .readOnly, options: .closeOnExec) else {
        return false
      }
      try? file.close()
      return true
    }
    return false
  }

  /// Whether the kernel destroys segments that nobody has attached.
  private static var isDestroyedByDetaching: Bool { DetachingRule.destroys() ?? true }
}
