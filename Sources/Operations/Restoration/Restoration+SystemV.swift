internal import Contents
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
    let shmID: ShmID
    do throws(Errno) { shmID = try SysVShm.create(key: key, size: size) } catch {
      throw error == .fileExists ? .nameTaken : .failed(error)
    }
    do throws(Refusal) {
      var memory = try AttachedMemory(shmID, size: size)
      defer { memory.detach() }
      try copy(bytes, of: metadata, into: &memory)
    } catch {
      try? SysVShm.remove(shmID)
      throw error
    }
    return (.systemV(shmID), finish(shmID, metadata))
  }

  /// Gives the segment its owner and mode.
  private static func finish(_ shmID: ShmID, _ metadata: SegmentMetadata) -> [Warning] {
    do throws(Errno) {
      try SysVShm.set(shmID, owner: metadata.owner, mode: metadata.mode)
      return []
    } catch {
      return [.owner(error)]
    }
  }
}

/// The memory of a System V segment that is being filled.
private struct AttachedMemory: ContentsSink {
  private let memory: UnsafeMutableRawBufferPointer
  private var position = 0

  init(_ shmID: ShmID, size: Int) throws(Restoration.Refusal) {
    do throws(Errno) {
      memory = UnsafeMutableRawBufferPointer(
        start: try SysVShm.attach(shmID, isWritable: true), count: size)
    } catch {
      throw .failed(error)
    }
  }

  func detach() { SysVShm.detach(memory.baseAddress) }

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
