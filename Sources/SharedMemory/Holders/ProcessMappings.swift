private import CLinux
private import Glibc
internal import Kernel
internal import SystemPackage

/// The mappings of one process that can be segments: `/proc/PID/maps`.
///
/// Why: Decisions/13-what-a-process-scan-reads.md
struct ProcessMappings {
  /// How the kernel is asked.
  enum Way {
    /// By the ioctl PROCMAP_QUERY, which passes over what is no file; Linux 6.11.
    case query
    /// By reading the text.
    case text
  }

  let files: SegmentFiles

  /// Reads the mappings of the process whose directory in `/proc` is open.
  ///
  /// `file` names `maps` below it. Without a `way` the quickest that the kernel has is taken.
  func read(
    _ file: String, of process: FileDescriptor, by way: Way? = nil
  ) throws(Errno) -> [Mapping] {
    let maps = Glibc.openat(process.rawValue, file, O_RDONLY | O_CLOEXEC)
    guard maps >= 0 else { throw Errno(rawValue: errno) }
    defer { close(maps) }
    if way != .text {
      do throws(Errno) { return try query(maps) } catch {
        guard error == .inappropriateIOCTLForDevice || error == .invalidArgument, way == nil else {
          throw error
        }
      }
    }
    return try text(FileDescriptor(rawValue: maps))
  }

  private func query(_ maps: Int32) throws(Errno) -> [Mapping] {
    var mappings: [Mapping] = []
    var raw = clinux_mapping()
    var address: UInt64 = 0
    while clinux_next_mapping(maps, address, &raw) == 0 {
      address = raw.end
      let found = files.object(device: raw.device, inode: raw.inode) {
        path(of: raw.start, in: maps)
      }
      guard let found else { continue }
      mappings.append(
        Mapping(
          object: found.object, addresses: raw.start..<raw.end, offset: raw.offset,
          isWritable: raw.is_writable != 0 && raw.is_shared != 0, path: found.path))
    }
    // ENOENT is the end; a process that lost its memory meanwhile holds nothing.
    guard errno == ENOENT || errno == ESRCH else { throw Errno(rawValue: errno) }
    return mappings
  }

  private func path(of address: UInt64, in maps: Int32) -> ArraySlice<UInt8> {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { path in
      guard let start = path.baseAddress else { return [] }
      let length = clinux_mapping_path(maps, address, start, UInt32(path.count))
      return path.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }[...]
    }
  }

  private func text(_ maps: FileDescriptor) throws(Errno) -> [Mapping] {
    var cursor = ByteParser(try maps.readToEnd())
    var mappings: [Mapping] = []
    while !cursor.isAtEnd {
      guard let line = MapsLine(&cursor), line.inode != 0 else { continue }
      let found = files.object(device: line.device, inode: line.inode) { line.unescapedPath }
      guard let found, let addresses = line.addresses else { continue }
      mappings.append(
        Mapping(
          object: found.object, addresses: addresses, offset: line.offset,
          isWritable: line.isSharedWritable, path: found.path))
    }
    return mappings
  }
}
