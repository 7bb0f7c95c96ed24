internal import Contents
private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension Restoration {
  /// Makes a System V segment, closed to others until its bytes are in it.
  ///
  /// Only data is written, so that holes cost nothing. The C functions are `shmget` with `IPC_EXCL`,
  /// `shmat` and `shmctl(IPC_SET)`.
  static func make(
    _ metadata: SegmentMetadata, key: IPCKey, from bytes: Source
  ) throws(Refusal) -> (id: SegmentID, warnings: [Warning]) {
    if ShmRmidForced.destroys() == true { throw .wouldNotStay }
    guard let size = Int(exactly: metadata.size) else { throw .failed(.fileTooLarge) }
    let number = shmget(
      key_t(bitPattern: key.rawValue), size, IPC_CREAT | IPC_EXCL | 0o600)
    guard number >= 0 else { throw errno == EEXIST ? .nameTaken : .failed(Errno(rawValue: errno)) }
    do throws(Refusal) {
      var memory = try AttachedMemory(number, size: size)
      defer { memory.detach() }
      try copy(bytes, of: metadata, into: &memory)
    } catch {
      shmctl(number, IPC_RMID, nil)
      throw error
    }
    return (.systemV(ShmID(rawValue: number)), finish(number, metadata))
  }

  /// Gives the segment its owner and mode.
  private static func finish(_ number: Int32, _ metadata: SegmentMetadata) -> [Warning] {
    var status = shmid_ds()
    guard shmctl(number, IPC_STAT, &status) == 0 else { return [.owner(Errno(rawValue: errno))] }
    status.shm_perm.mode = .init(truncatingIfNeeded: metadata.mode.accessPermissions.rawValue)
    status.shm_perm.uid = metadata.owner.user.rawValue
    status.shm_perm.gid = metadata.owner.group.rawValue
    guard shmctl(number, IPC_SET, &status) == 0 else { return [.owner(Errno(rawValue: errno))] }
    return []
  }
}

/// The memory of a System V segment that is being filled.
private struct AttachedMemory: ContentsSink {
  private let memory: UnsafeMutableRawBufferPointer
  private var position = 0

  init(_ number: Int32, size: Int) throws(Restoration.Refusal) {
    guard let start = shmat(number, nil, 0), Int(bitPattern: start) != -1 else {
      throw .failed(Errno(rawValue: errno))
    }
    memory = UnsafeMutableRawBufferPointer(start: start, count: size)
  }

  func detach() { shmdt(memory.baseAddress) }

  mutating func take(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    guard bytes.count <= memory.count - position else { throw .noMemory }
    UnsafeMutableRawBufferPointer(rebasing: memory[position...]).copyMemory(from: bytes)
    position += bytes.count
  }

  mutating func take(zeros count: UInt64) throws(Errno) {
    guard let count = Int(exactly: count), count <= memory.count - position else { throw .noMemory }
    position += count
  }

  func finish() {}
}
