internal import Contents
private import Glibc
internal import Kernel
internal import SystemPackage

/// A sink that fills the attached memory of a new System V segment of mode 0.
///
/// Only data is written, so that holes take no memory. The C function is `shmat`.
struct AttachedMemory: ContentsSink {
  private let memory: UnsafeMutableRawBufferPointer
  private var position = 0

  init(_ shmID: ShmID, size: Int) throws(Errno) {
    memory = UnsafeMutableRawBufferPointer(start: try Self.attach(shmID), count: size)
  }

  /// Attaches a segment of mode 0.
  ///
  /// If this program may not ignore its mode, the segment has mode 0600 for the time of two calls.
  private static func attach(_ shmID: ShmID) throws(Errno) -> UnsafeMutableRawPointer {
    do throws(Errno) { return try SysVShm.attach(shmID, isWritable: true) } catch {
      guard error == .permissionDenied else { throw error }
    }
    try SysVShm.set(shmID, owner: .ofCaller, mode: FileMode(rawValue: 0o600))
    let address = try SysVShm.attach(shmID, isWritable: true)
    do throws(Errno) {
      try SysVShm.set(shmID, owner: .ofCaller, mode: FileMode(rawValue: 0))
    } catch {
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

extension Ownership {
  /// The user and group that new segments of this program belong to.
  static var ofCaller: Ownership {
    Ownership(user: UserID(rawValue: geteuid()), group: GroupID(rawValue: getegid()))
  }
}
