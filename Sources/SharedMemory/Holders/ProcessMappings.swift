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
      do throws(Errno) { return try query(maps, of: process) } catch {
        guard error == .inappropriateIOCTLForDevice || error == .invalidArgument, interface == nil
        else {
          throw error
        }
      }
    }
    return try text(maps, of: process)
  }

  private func query(
    _ maps: FileDescriptor, of process: FileDescriptor
  ) throws(Errno) -> [Mapping] {
    var mappings: [Mapping] = []
    var query = ProcMapQuery(maps)
    while let region = try query.next() {
      let path = { query.path(at: region.addresses.lowerBound) }
      let found = try object(
        device: region.device, inode: region.inode, at: region.addresses, of: process, path)
      guard let found else { continue }
      mappings.append(
        Mapping(
          object: found.object, addresses: region.addresses, offset: region.offset,
          isWritable: region.isSharedWritable, path: found.path))
    }
    return mappings
  }

  private func text(
    _ maps: FileDescriptor, of process: FileDescriptor
  ) throws(Errno) -> [Mapping] {
    var cursor = ByteParser(try maps.readToEnd())
    var mappings: [Mapping] = []
    while !cursor.isAtEnd {
      // What a line that makes no sense maps is not known, so the process counts as unreadable.
      guard let line = MapsLine(&cursor), let addresses = line.addresses else { throw .badMessage }
      guard line.inode != 0 else { continue }
      let found = try object(device: line.device, inode: line.inode, at: addresses, of: process) {
        line.unescapedPath
      }
      guard let found else { continue }
      mappings.append(
        Mapping(
          object: found.object, addresses: addresses, offset: line.offset,
          isWritable: line.isSharedWritable, path: found.path))
    }
    return mappings
  }

  /// The object that is mapped; `nil` if it is not a segment.
  ///
  /// If its device does not tell, the mapped file is compared, by `stat` of `/proc/PID/map_files`. Throws
  /// if that is refused, because the process may then hold any segment.
  private func object(
    device: UInt64, inode: UInt64, at addresses: Range<UInt64>, of process: FileDescriptor,
    _ path: () -> ArraySlice<UInt8>
  ) throws(Errno) -> (object: Mapping.Object, path: [UInt8]?)? {
    guard files.isDoubtful(device: device, inode: inode, path: path) else {
      return files.object(device: device, inode: inode, path: path)
    }
    let ends = [addresses.lowerBound, addresses.upperBound].map { String($0, radix: 16) }
    do throws(Errno) {
      let file = try FileStatus(ofTarget: "map_files/\(ends[0])-\(ends[1])", in: process).identity
      return files.object(device: file.device, inode: file.inode, path: path)
    } catch .noSuchFileOrDirectory {
      // It was unmapped in the meantime.
      return nil
    } catch {
      throw error
    }
  }
}
