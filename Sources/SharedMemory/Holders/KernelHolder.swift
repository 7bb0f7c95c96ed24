package import Kernel

/// Something other than a process that holds a file: no process needs to have it open.
package enum KernelHolder: Hashable, Sendable {
  /// A loop device, by its name in `/dev`.
  case loop(String)
  /// A bind mount of the file at this path.
  ///
  /// The path is that of a process in another mount namespace; `nil` for this program's namespace.
  case mount([UInt8], seenBy: ProcessID?)
}

/// Holders that are known by the path of what they hold, and not by its inode.
///
/// Why: Decisions/55-holders-without-a-descriptor.md
struct PathHolders: Sendable {
  /// Processes that registered the file with an io_uring.
  var processes: [Holder] = []
  /// Such processes of other mount namespaces, where another file can have the path.
  var possibleProcesses: [Holder] = []
  /// Bind mounts of the file.
  var mounts: [KernelHolder] = []
  /// Loop devices: the program that set one up can have seen another file at the path.
  var possibleDevices: [KernelHolder] = []
}
