private import CLinux
private import Glibc
package import SystemPackage

/// The size and use of the file system at `/dev/shm`.
package struct FileSystemUsage: Hashable, Sendable {
  /// Its size in bytes; 0 for a tmpfs that is mounted without a limit.
  package let size: UInt64
  /// Bytes in use.
  package let used: UInt64
  /// Whether it is a tmpfs, as it should be for POSIX shared memory.
  package let isTmpfs: Bool

  package init(size: UInt64, used: UInt64, isTmpfs: Bool) {
    self.size = size
    self.used = used
    self.isTmpfs = isTmpfs
  }

  /// Reads the usage of the file system that contains an open file.
  ///
  /// The C function is `fstatfs`.
  package init(of file: FileDescriptor) throws(Errno) {
    var status = clinux_file_system()
    try syscall { clinux_file_system_of(file.rawValue, &status) }
    let usedBlocks = status.blocks - min(status.blocks, status.free_blocks)
    size = status.blocks.multipliedSaturated(by: status.block_size)
    used = usedBlocks.multipliedSaturated(by: status.block_size)
    isTmpfs = status.type == clinux_tmpfs_magic
  }
}
