private import CLinux
private import Glibc
package import SystemPackage

/// The type, size, use and mount flags of the file system at `/dev/shm`.
package struct FileSystemUsage: Hashable, Sendable {
  /// The type of a file system.
  package enum FileSystemType: Hashable, Sendable {
    /// Files in RAM and swap, with a limit; the only one whose files are POSIX shared memory.
    case tmpfs
    /// Files in RAM, without a limit and without an account of their use.
    case ramfs
    /// Files in huge pages, which can be mapped and read, but have no `write`: those of System V segments and
    /// memfds in huge pages.
    case hugetlbfs
    /// The processes and settings of the kernel; see proc(5).
    case proc
    /// Another one, with files on a disk or elsewhere.
    case other
  }

  package let type: FileSystemType
  /// Its size in bytes; `nil` if it has no limit.
  package let size: UInt64?
  /// Bytes in use; `nil` if the file system does not count them, as without a limit.
  package let used: UInt64?
  /// The number of files that it can have; `nil` if it has no limit.
  package let inodes: UInt64?
  /// The number of files that it has, with directories; `nil` if it does not count them.
  package let usedInodes: UInt64?
  /// Whether it is mounted read-only.
  package let isReadOnly: Bool
  /// Whether it is mounted `noexec`, so that its files cannot be mapped for execution.
  package let isNoExec: Bool

  package init(
    type: FileSystemType = .tmpfs, size: UInt64?, used: UInt64?, inodes: UInt64? = nil,
    usedInodes: UInt64? = nil, isReadOnly: Bool = false, isNoExec: Bool = false
  ) {
    self.type = type
    self.size = size
    self.used = used
    self.inodes = inodes
    self.usedInodes = usedInodes
    self.isReadOnly = isReadOnly
    self.isNoExec = isNoExec
  }

  /// Reads the usage of the file system that contains an open file.
  ///
  /// The C function is `fstatfs`.
  package init(of file: FileDescriptor) throws(Errno) {
    var status = clinux_file_system()
    try syscall { clinux_file_system_of(file.rawValue, &status) }
    let hasSize = status.blocks > 0
    let usedBlocks = status.blocks - min(status.blocks, status.free_blocks)
    self.init(
      type: FileSystemType(status.type),
      size: hasSize ? status.blocks.multipliedSaturated(by: status.block_size) : nil,
      used: hasSize ? usedBlocks.multipliedSaturated(by: status.block_size) : nil,
      inodes: status.inodes > 0 ? status.inodes : nil,
      usedInodes: status.inodes > 0
        ? status.inodes - min(status.inodes, status.free_inodes) : nil,
      isReadOnly: status.is_read_only != 0, isNoExec: status.is_noexec != 0)
  }

  /// The bytes in use of a mounted tmpfs, even if another mount covers it.
  ///
  /// `nil` for other file systems, without a size limit, and if the kernel does not say. The C
  /// function is `ustat`, which only some architectures have.
  package static func used(by mount: MountTable.Mount) -> UInt64? {
    guard mount.type.elementsEqual("tmpfs".utf8) else { return nil }
    var usage = clinux_tmpfs()
    guard (try? syscall { clinux_tmpfs_usage(mount.device, &usage) }) != nil else { return nil }
    // The kernel leaves the default out, which is half of the RAM.
    let option = mount.superOptions.value(of: "size").map { value in
      value.last == UInt8(ascii: "k")
        ? ByteParser.unsigned(value.dropLast(), radix: 10)?.multipliedSaturated(by: 1024) : nil
    }
    guard let size = option ?? usage.default_size, size > 0, size >= usage.free else { return nil }
    return size - usage.free
  }
}

extension FileSystemUsage.FileSystemType {
  /// The type with a number of `<linux/magic.h>`.
  fileprivate init(_ magic: UInt64) {
    switch magic {
    case clinux_tmpfs_magic: self = .tmpfs
    case clinux_ramfs_magic: self = .ramfs
    case clinux_hugetlbfs_magic: self = .hugetlbfs
    case clinux_proc_magic: self = .proc
    default: self = .other
    }
  }
}
