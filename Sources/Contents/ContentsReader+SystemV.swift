private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension ContentsReader {
  /// Opens the memory of a System V segment, through the quietest way that is open to the caller.
  static func open(
    _ identity: SystemVIdentity, accepting accepted: AccessMethod.SideEffects
  ) throws(ContentsError) -> ContentsReader {
    let attachments: UInt64
    let current: SystemVIdentity
    do throws(Errno) {
      (current, _, attachments) = try SystemVStatus.read(identity.shmID)
    } catch {
      let isRefused = error == .notPermitted || error == .permissionDenied
      throw isRefused ? .notPermitted : .gone
    }
    // A removed segment has lost its key.
    guard current.creatorProcess == identity.creatorProcess,
      current.key == identity.key || current.key == .private
    else { throw .replaced }
    let canOpenMappings = canOpenOwnMappings
    if attachments > 0, canOpenMappings, let reader = throughHolder(identity.shmID) {
      return reader
    }
    // Nobody is asked about the cost of what is not permitted.
    _ = try SystemVAttachment.size(of: identity.shmID)
    // An attachment counts until it ends, and then the kernel may find nobody left.
    if attachments == 0 && isDestroyedByDetaching { throw .wouldDestroy }
    return canOpenMappings
      ? try attachBriefly(identity.shmID, accepting: accepted)
      : try attach(identity.shmID, accepting: accepted)
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
    guard let maps = try? ProcFile.read(FilePath("/proc/\(process.rawValue)/maps")) else {
      return nil
    }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.maps(shmID) else { continue }
      guard let file = try? line.open(of: "\(process.rawValue)") else { continue }
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
    _ shmID: ShmID, accepting accepted: AccessMethod.SideEffects
  ) throws(ContentsError) -> ContentsReader {
    let way = AccessMethod.briefAttachment
    if accepted < way.cost { throw .costs(way.cost) }
    let file = try SystemVAttachment(shmID).openOwnMapping()
    return ContentsReader(way: way, source: .file(file))
  }

  /// Attaches the segment for as long as it is looked at.
  private static func attach(
    _ shmID: ShmID, accepting accepted: AccessMethod.SideEffects
  ) throws(ContentsError) -> ContentsReader {
    let expected: AccessMethod =
      Residency.now(in: shmID) == .holes ? .attachment : .attachmentMakingPages
    if accepted < expected.cost { throw .costs(expected.cost) }
    let attachment = try SystemVAttachment(
      shmID, readsAllPages: expected == .attachmentMakingPages,
      mayMakePages: accepted >= .makesPages)
    // Huge pages are known by the mapping alone.
    let way: AccessMethod = attachment.readsAllPages ? .attachmentMakingPages : .attachment
    if accepted < way.cost { throw .costs(way.cost) }
    return ContentsReader(way: way, source: .attachment(attachment))
  }

  /// Whether this program may open what its own mappings map: tried with one that maps itself.
  private static var canOpenOwnMappings: Bool {
    guard let maps = try? ProcFile.read("/proc/self/maps") else { return false }
    var cursor = ByteParser(maps)
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.inode != 0 else { continue }
      guard let file = try? line.open(of: "self") else { return false }
      try? file.close()
      return true
    }
    return false
  }

  /// Whether the kernel destroys segments that nobody has attached.
  private static var isDestroyedByDetaching: Bool { ShmRmidForced.destroys() ?? true }
}
