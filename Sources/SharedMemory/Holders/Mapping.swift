/// One mapping of something that can be a segment, in the memory of one process.
struct Mapping: Hashable, Sendable {
  /// What kind of object is mapped, as far as its path and device tell.
  enum Object: Hashable, Sendable {
    /// A file of the file system at `/dev/shm`.
    case file(inode: UInt64)
    /// A System V segment of whatever IPC namespace; the key is the one it was made with.
    case systemV(ShmID, IPCKey)
    /// What `memfd_create` made.
    case memfd(inode: UInt64)
  }

  let object: Object
  /// The addresses; two that touch and have one object are one mapping cut by `mprotect`.
  let addresses: Range<UInt64>
  /// Whether writing to it changes the segment.
  let isWritable: Bool
}

/// The devices of the mappings that matter, as `st_dev`.
struct MappedDevices: Hashable, Sendable {
  /// The file system at `/dev/shm`; `nil` where there is none.
  let files: UInt64?
  /// The kernel's own tmpfs, where System V segments, memfds and shared anonymous memory are.
  let kernel: UInt64?
}

extension Mapping.Object {
  /// Makes an object of what the kernel says of a mapping; `nil` for what is no segment.
  ///
  /// On the kernel's own tmpfs only the path tells kinds apart; it is asked for only there.
  init?(
    device: UInt64, inode: UInt64, in devices: MappedDevices, path: () -> ArraySlice<UInt8>
  ) {
    if device == devices.files {
      self = .file(inode: inode)
      return
    }
    guard device == devices.kernel else { return nil }
    let path = path()
    if path.starts(with: Self.memfd) {
      self = .memfd(inode: inode)
      return
    }
    // "/SYSV0052e2c1 (deleted)": the inode is the number, "(deleted)" is always there.
    guard path.starts(with: Self.systemV),
      let key = UInt32(
        String(decoding: path.dropFirst(Self.systemV.count).prefix(8), as: UTF8.self), radix: 16),
      let shmID = UInt32(exactly: inode)
    else { return nil }
    self = .systemV(ShmID(rawValue: Int32(bitPattern: shmID)), IPCKey(rawValue: key))
  }

  private static let systemV = Array("/SYSV".utf8)
  private static let memfd = Array("/memfd:".utf8)
}
