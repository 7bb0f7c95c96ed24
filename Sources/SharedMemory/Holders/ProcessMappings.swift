private import Glibc
internal import Kernel
internal import SystemPackage

/// The mappings of one process that may be segments: `/proc/PID/maps`.
///
/// Why: Decisions/13-what-a-process-scan-reads.md
struct ProcessMappings {
  /// The kernel interface to use.
  enum Interface {
    /// By the ioctl PROCMAP_QUERY, which skips mappings without a file; Linux 6.11.
    case query
    /// By reading the text of `/proc/PID/maps`.
    case text
  }

  let files: SegmentFiles

  /// Reads the mappings of the process whose directory in `/proc` is open.
  ///
  /// `file` is the path of `maps` below that directory. If `interface` is `nil`, the fastest one that
  /// the kernel has is used.
  func read(
    _ file: String, of process: FileDescriptor, by interface: Interface? = nil
  ) throws(Errno) -> [Mapping] {
    let maps = try process.open(file, flags: O_RDONLY)
    defer { try? maps.close() }
    if interface != .text {
      do throws(Errno) { return try query(maps) } catch {
        guard error == .inappropriateIOCTLForDevice || error == .invalidArgument, interface == nil
        else {
          throw error
        }
      }
    }
    return try text(maps)
  }

  private func query(_ maps: FileDescriptor) throws(Errno) -> [Mapping] {
    var mappings: [Mapping] = []
    var query = ProcMapQuery(maps)
    while let region = try query.next() {
      let found = files.object(device: region.device, inode: region.inode) {
        query.path(at: region.addresses.lowerBound)
      }
      guard let found else { continue }
      mappings.append(
        Mapping(
          object: found.object, addresses: region.addresses, offset: region.offset,
          isWritable: region.isSharedWritable, path: found.path))
    }
    return mappings
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
