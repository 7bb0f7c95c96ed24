private import CLinux
private import Glibc
package import SystemPackage

/// The mappings of files in a process's memory, queried from the kernel one by one.
///
/// The ioctl is `PROCMAP_QUERY` on `/proc/PID/maps`, since Linux 6.11.
package struct ProcMapQuery {
  /// One mapping of a file.
  package struct Region {
    package let addresses: Range<UInt64>
    /// The offset of the mapping in the file, in bytes.
    package let offset: UInt64
    /// The file system, as `st_dev`.
    package let device: UInt64
    package let inode: UInt64
    /// Whether writing to it changes the file.
    package let isSharedWritable: Bool
  }

  private let maps: FileDescriptor
  private var address: UInt64 = 0

  /// Queries the open file `maps`, which must stay open.
  package init(_ maps: FileDescriptor) { self.maps = maps }

  /// The next mapping, or `nil` at the end; a process that has released its memory has none.
  ///
  /// Throws `ENOTTY` or `EINVAL` if the kernel does not know the request.
  package mutating func next() throws(Errno) -> Region? {
    var raw = clinux_mapping()
    do throws(Errno) {
      let address = address
      try syscall { clinux_next_mapping(maps.rawValue, address, &raw) }
    } catch .noSuchFileOrDirectory, .noSuchProcess {
      return nil
    } catch {
      throw error
    }
    address = raw.end
    return Region(
      addresses: raw.start..<raw.end, offset: raw.offset, device: raw.device, inode: raw.inode,
      isSharedWritable: raw.is_writable != 0 && raw.is_shared != 0)
  }

  /// The path of the mapping at an address, as the kernel writes it; empty if the query fails.
  package func path(at address: UInt64) -> ArraySlice<UInt8> {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { path in
      guard let start = path.baseAddress else { return [] }
      let length = clinux_mapping_path(maps.rawValue, address, start, UInt32(path.count))
      return path.prefix(max(0, Int(length))).map { UInt8(bitPattern: $0) }[...]
    }
  }
}
