internal import Kernel
internal import SharedMemory
internal import SystemPackage

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
      let (process, file) = AttachedSegment(current, root: root).open()
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
