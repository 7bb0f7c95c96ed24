internal import Kernel

/// One mapping of something that can be a segment, in the memory of one process.
struct Mapping: Hashable, Sendable {
  /// The object that is mapped, as its path and device tell.
  ///
  /// Unlike a ``HeldObject`` it has the key of a System V segment: a process can map segments of two
  /// IPC namespaces that have one number, and the key tells them apart.
  enum Object: Hashable, Sendable {
    /// A file of the file system at `/dev/shm`.
    case file(inode: UInt64)
    /// A System V segment of whatever IPC namespace; the key is the one it was made with.
    case systemV(ShmID, IPCKey)
    /// What `memfd_create` made.
    case memfd(device: UInt64, inode: UInt64)
  }

  let object: Object
  /// The addresses; two that touch and have one object are one mapping cut by `mprotect`.
  let addresses: Range<UInt64>
  /// Bytes of the file before it.
  let offset: UInt64
  /// Whether writing to it changes the segment.
  let isWritable: Bool
  /// The path as the kernel writes it, of files that are in no listing.
  let path: [UInt8]?

  /// Whether it and the one before it are pieces of one mapping.
  func continues(_ last: Mapping) -> Bool {
    last.object == object && last.addresses.upperBound == addresses.lowerBound
      && last.offset.addingSaturated(last.length) == offset
  }

  /// Bytes that it maps.
  var length: UInt64 { addresses.upperBound - addresses.lowerBound }
}

/// Tells the files that can be segments from all others.
struct SegmentFiles: Sendable {
  /// The file system at `/dev/shm`, as `st_dev`; `nil` if there is none.
  let files: UInt64?
  /// The kernel's own file systems, where System V segments, memfds and shared anonymous memory
  /// are: its tmpfs first, then one for each size of huge pages.
  let kernel: [UInt64]
  /// The files of the first that have names; of others the paths are wanted.
  var listed: Set<UInt64> = []

  /// Makes an object of what the kernel says of a mapping or a descriptor, with the path where that
  /// is wanted; `nil` for what is no segment.
  ///
  /// In the kernel's own file systems only the path tells kinds apart; it is asked for only where
  /// it is needed.
  func object(
    device: UInt64, inode: UInt64, path: () -> ArraySlice<UInt8>
  ) -> (object: Mapping.Object, path: [UInt8]?)? {
    if device == files {
      return (.file(inode: inode), listed.contains(inode) ? nil : Array(path()))
    }
    guard kernel.contains(device) else { return nil }
    let path = path()
    if path.starts(with: Self.memfd) {
      return (.memfd(device: device, inode: inode), Array(path))
    }
    // "/SYSV0052e2c1 (deleted)": the inode is the number, "(deleted)" is always there.
    guard path.starts(with: Self.systemV),
      let key = ByteParser.unsigned(path.dropFirst(Self.systemV.count).prefix(8), radix: 16),
      let key = UInt32(exactly: key), let shmID = UInt32(exactly: inode)
    else { return nil }
    return (.systemV(ShmID(rawValue: Int32(bitPattern: shmID)), IPCKey(rawValue: key)), nil)
  }

  private static let systemV = Array("/SYSV".utf8)
  private static let memfd = Array("/memfd:".utf8)
}
