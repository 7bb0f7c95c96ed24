internal import Contents
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension Restoration {
  /// Restores a System V segment, which has mode 0 until its bytes are complete.
  ///
  /// So only a program that may ignore modes (CAP_IPC_OWNER) can attach what a killed restore leaves.
  /// Only data is written, so that holes take no memory. The C functions are `shmget` with
  /// `IPC_EXCL`, `shmat` and `shmctl(IPC_SET)`.
  static func restore(
    _ metadata: SegmentMetadata, key: IPCKey, from bytes: Source
  ) throws(Refusal) -> (id: SegmentID, warnings: [Warning]) {
    if ShmRmidForced.isEnabled() == true { throw .wouldBeDestroyed }
    guard let size = Int(exactly: metadata.size) else { throw .failed(.fileTooLarge) }
    let (shmID, creatorError) = try create(key, size: size, by: metadata.creator)
    do throws(Refusal) {
      var memory = try attempt { () throws(Errno) in try AttachedMemory(shmID, size: size) }
      defer { memory.detach() }
      try copy(bytes, of: metadata, into: &memory)
    } catch {
      try? SysVShm.remove(shmID)
      throw error
    }
    return (.systemV(shmID), finish(shmID, metadata, creatorError))
  }

  /// Creates the segment, by the saved creator if this user may; otherwise with the error.
  private static func create(
    _ key: IPCKey, size: Int, by creator: Ownership?
  ) throws(Refusal) -> (shmID: ShmID, creatorError: Errno?) {
    var creatorError: Errno?
    do throws(Errno) {
      if let creator, creator != .ofCaller {
        do throws(Errno) {
          return (try SysVShm.create(key: key, size: size, by: creator), nil)
        } catch .fileExists {
          throw .fileExists
        } catch {
          creatorError = error
        }
      }
      return (try SysVShm.create(key: key, size: size), creatorError)
    } catch {
      throw error == .fileExists ? taken(key, by: creator) : .failed(error)
    }
  }

  /// Why a key is taken: by a segment, or by one that a killed restore seems to have left.
  private static func taken(_ key: IPCKey, by creator: Ownership?) -> Refusal {
    HalfMadeSegment.find(key, createdBy: [Ownership.ofCaller.user, creator?.user])
      .map { .halfMade($0) } ?? .nameTaken
  }

  /// Sets the segment's owner and mode.
  private static func finish(
    _ shmID: ShmID, _ metadata: SegmentMetadata, _ creatorError: Errno?
  ) -> [Warning] {
    var warnings: [Warning] = []
    if let creatorError { warnings.append(.creator(creatorError)) }
    let creator = metadata.creator ?? metadata.owner
    let isRestored = metadata.creator != nil && creatorError == nil
    let mode = RestoredMode(
      systemV: metadata.mode.accessPermissions.rawValue, owner: metadata.owner, creator: creator,
      actual: isRestored ? creator : .ofCaller)
    if mode.isNarrowed { warnings.append(.narrowed(mode, .creator)) }
    do throws(Errno) {
      try SysVShm.set(shmID, owner: metadata.owner, mode: FileMode(rawValue: mode.bits))
    } catch {
      warnings += [.owner(error), .mode(error)]
      try? SysVShm.set(shmID, owner: .ofCaller, mode: FileMode(rawValue: mode.bits & 0o700))
    }
    return warnings
  }
}
