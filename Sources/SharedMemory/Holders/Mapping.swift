internal import Kernel

/// A mapping, in the memory of a process, of an object that may be a segment.
struct Mapping: Hashable, Sendable {
  /// The object that is mapped, identified by its path and device.
  ///
  /// Unlike a ``HeldObject`` it has the key of a System V segment: a process can map segments of
  /// two IPC namespaces that have the same ID, and the key tells them apart.
  enum Object: Hashable, Sendable {
    /// A file on the file system at `/dev/shm`.
    case file(inode: UInt64)
    /// A System V segment of any IPC namespace, with the key that it was created with.
    case systemV(ShmID, IPCKey)
    /// A file from `memfd_create`.
    case memfd(device: UInt64, inode: UInt64)
  }

  let object: Object
  /// The addresses of the mapping.
  let addresses: Range<UInt64>
  /// The offset of the mapping in the file, in bytes.
  let offset: UInt64
  /// Whether writing to it changes the segment.
  let isWritable: Bool
  /// The path as the kernel writes it, for files that are in no listing.
  let path: [UInt8]?

  /// Whether it and the mapping before it are pieces of one mapping, which `mprotect` split.
  func continues(_ last: Mapping) -> Bool {
    last.object == object && last.addresses.upperBound == addresses.lowerBound
      && last.offset.addingSaturated(last.length) == offset
  }

  /// Its length in bytes.
  var length: UInt64 { addresses.upperBound - addresses.lowerBound }
}

/// Recognises files that may be segments, by their device and path.
struct SegmentFiles: Sendable {
  /// The directory of POSIX segments.
  let shm: ShmDirectory
  /// The kernel's internal file systems, which hold System V segments, memfds and shared anonymous
  /// memory: its tmpfs first, then one for each size of huge pages.
  let kernel: [UInt64]
  /// The inodes of files in `/dev/shm` that have names; for other files the path is needed.
  var listed: Set<UInt64> = []

  /// The object that a mapping or a descriptor refers to; `nil` if it is not a segment.
  ///
  /// In the kernel's internal file systems only the path tells the kinds of objects apart. `path` is
  /// called only if the path is needed, because it costs a system call. The result has the path of a
  /// file that is in no listing.
  func object(
    device: UInt64, inode: UInt64, path: () -> ArraySlice<UInt8>
  ) -> (object: Mapping.Object, path: [UInt8]?)? {
    if device == shm.device {
      return (.file(inode: inode), listed.contains(inode) ? nil : Array(path()))
    }
    guard kernel.contains(device) else { return nil }
    let path = path()
    if path.starts(with: Self.memfd) {
      return (.memfd(device: device, inode: inode), Array(path))
    }
    // "/SYSV0052e2c1 (deleted)": the inode is the ID, "(deleted)" is always there.
    guard path.starts(with: Self.systemV),
      let key = ByteParser.unsigned(path.dropFirst(Self.systemV.count).prefix(8), radix: 16),
      let key = UInt32(exactly: key), let shmID = UInt32(exactly: inode)
    else { return nil }
    return (.systemV(ShmID(rawValue: Int32(bitPattern: shmID)), IPCKey(rawValue: key)), nil)
  }

  /// Whether a mapping can be a file of `/dev/shm`, but its device and inode do not tell.
  ///
  /// `path` is called only if the path is needed.
  func isDoubtful(device: UInt64, inode: UInt64, path: () -> ArraySlice<UInt8>) -> Bool {
    guard shm.areDevicesDifferent, !kernel.contains(device) else { return false }
    if device == shm.mappedDevice && listed.contains(inode) { return true }
    return path().starts(with: shm.path + [UInt8(ascii: "/")])
  }

  private static let systemV = Array("/SYSV".utf8)
  private static let memfd = Array("/memfd:".utf8)
}
