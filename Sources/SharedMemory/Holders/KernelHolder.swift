package import Kernel

/// Something other than a process that holds a file: no process needs to have it open.
package enum KernelHolder: Hashable, Sendable {
  /// A loop device, by its name in `/dev`.
  case loop(String)
  /// A bind mount of the file; the path is the mount point.
  ///
  /// `seenBy` is a process in the mount namespace that has it; `nil` for this program's.
  case mount([UInt8], seenBy: ProcessID?)
}

/// Holders that are known by the path of what they hold, and not by its inode.
///
/// Why: Decisions/55-holders-without-a-descriptor.md
struct PathHolders: Sendable {
  /// Processes that registered the file with an io_uring.
  var processes: [Holder] = []
  /// Processes whose registered path may be that of another file: in another mount namespace, below
  /// another mount, or a deleted name that several files had.
  var possibleProcesses: [Holder] = []
  /// Bind mounts of the file.
  var mounts: [KernelHolder] = []
  /// Loop devices, and mounts of a deleted name, whose path may be that of another file.
  var possibleKernelHolders: [KernelHolder] = []
}
