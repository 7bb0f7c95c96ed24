internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension ContentsReader {
  /// Opens the memory of a System V segment, through the quietest way that is open to the caller.
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
    if attachments > 0, canOpenMappings, let reader = throughHolder(identity.shmID, root: root) {
      return reader
    }
    // Nobody is asked about the cost of what is not permitted.
    _ = try SystemVAttachment.size(of: identity.shmID)
    // An attachment counts until it ends, and then the kernel may find nobody left.
    if attachments == 0 && ShmRmidForced.destroys(root: root) != false { throw .wouldDestroy }
    return canOpenMappings
      ? try attachBriefly(identity.shmID, accepting: accepted, root: root)
      : try attach(identity.shmID, accepting: accepted, root: root)
  }

  /// Opens a mapping of some process that has the segment attached; wants CAP_SYS_ADMIN or
  /// CAP_CHECKPOINT_RESTORE.
  private static func throughHolder(_ shmID: ShmID, root: FilePath) -> ContentsReader? {
    guard let own = ProcessDirectory.namespace("ipc", of: "self", root: root),
      let processes = try? ProcessDirectory.processes(root: root)
    else { return nil }
    for process in processes {
      guard ProcessDirectory.namespace("ipc", of: "\(process.rawValue)", root: root) == own,
        let file = openMapping(of: process, to: shmID, root: root)
      else { continue }
      return ContentsReader(way: .mapping(of: process), source: .file(file), root: root)
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

  /// Attaches the segment and detaches it at once: the memory stays open without.
  private static func attachBriefly(
    _ shmID: ShmID, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let way = AccessMethod.briefAttachment
    if accepted < way.cost { throw .costs(way.cost) }
    let file = try SystemVAttachment(shmID, root: root).openOwnMapping()
    return ContentsReader(way: way, source: .file(file), root: root)
  }

  /// Attaches the segment for as long as it is looked at.
  private static func attach(
    _ shmID: ShmID, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let expected: AccessMethod =
      Residency.now(in: shmID, root: root) == .holes ? .attachment : .attachmentMakingPages
    if accepted < expected.cost { throw .costs(expected.cost) }
    let attachment = try SystemVAttachment(
      shmID, root: root, readsAllPages: expected == .attachmentMakingPages,
      mayMakePages: accepted >= .makesPages)
    // Huge pages are known by the mapping alone.
    let way: AccessMethod = attachment.readsAllPages ? .attachmentMakingPages : .attachment
    if accepted < way.cost { throw .costs(way.cost) }
    return ContentsReader(way: way, source: .attachment(attachment), root: root)
  }

  /// Whether this program may open what its own mappings map: tried with one that maps itself.
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
