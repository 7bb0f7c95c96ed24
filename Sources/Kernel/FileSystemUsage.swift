private import CLinux
private import Glibc
package import SystemPackage

/// How full the file system at `/dev/shm` is.
package struct FileSystemUsage: Hashable, Sendable {
  /// Bytes it can hold; 0 if a tmpfs is mounted without a limit.
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

  /// Asks about the file system of an open file.
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
