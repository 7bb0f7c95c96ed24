internal import Contents
private import Glibc
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
      var memory = try AttachedMemory(shmID, size: size)
      defer { memory.detach() }
      try copy(bytes, of: metadata, into: &memory)
    } catch {
      try? SysVShm.remove(shmID)
      throw error
    }
    return (.systemV(shmID), finish(shmID, metadata, creatorError))
  }

  fileprivate static var caller: Ownership {
    Ownership(user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid()))
  }

  /// Creates the segment, by the saved creator if this user may; otherwise with the error.
  private static func create(
    _ key: IPCKey, size: Int, by creator: Ownership?
  ) throws(Refusal) -> (shmID: ShmID, creatorError: Errno?) {
    var creatorError: Errno?
    do throws(Errno) {
      if let creator, creator != caller {
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
    guard let shmID = SysVShm.find(key),
      let (identity, mode, attachments) = try? SystemVStatus.read(shmID, root: "/"),
      [caller.user, creator?.user].contains(identity.creatorUser),
      mode.accessPermissions.isEmpty, attachments == 0
    else { return .nameTaken }
    return .halfMade(shmID)
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
      actual: isRestored ? creator : caller)
    if mode.isNarrowed { warnings.append(.narrowed(mode, .creator)) }
    do throws(Errno) {
      try SysVShm.set(shmID, owner: metadata.owner, mode: FileMode(rawValue: mode.bits))
    } catch {
      warnings += [.owner(error), .mode(error)]
      try? SysVShm.set(shmID, owner: caller, mode: FileMode(rawValue: mode.bits & 0o700))
    }
    return warnings
  }
}

/// A sink that fills the attached memory of a System V segment.
private struct AttachedMemory: ContentsSink {
  private let memory: UnsafeMutableRawBufferPointer
  private var position = 0

  init(_ shmID: ShmID, size: Int) throws(Restoration.Refusal) {
    do throws(Errno) {
      memory = UnsafeMutableRawBufferPointer(start: try Self.attach(shmID), count: size)
    } catch {
      throw .failed(error)
    }
  }

  /// Attaches a segment of mode 0.
  ///
  /// If this program may not ignore its mode, the segment has mode 0600 for the time of two calls.
  private static func attach(_ shmID: ShmID) throws(Errno) -> UnsafeMutableRawPointer {
    do throws(Errno) { return try SysVShm.attach(shmID, isWritable: true) } catch {
      guard error == .permissionDenied else { throw error }
    }
    let caller = Restoration.caller
    try SysVShm.set(shmID, owner: caller, mode: FileMode(rawValue: 0o600))
    let address = try SysVShm.attach(shmID, isWritable: true)
    do throws(Errno) { try SysVShm.set(shmID, owner: caller, mode: FileMode(rawValue: 0)) } catch {
      SysVShm.detach(address)
      throw error
    }
    return address
  }

  func detach() { SysVShm.detach(memory.baseAddress) }

  mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    guard bytes.count <= memory.count - position else { throw .noMemory }
    UnsafeMutableRawBufferPointer(rebasing: memory[position...]).copyMemory(from: bytes)
    position += bytes.count
  }

  mutating func writeHole(_ count: UInt64) throws(Errno) {
    guard let count = Int(exactly: count), count <= memory.count - position else { throw .noMemory }
    position += count
  }

  func finish() {}
}
