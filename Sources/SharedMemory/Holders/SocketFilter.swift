internal import Kernel
internal import SystemPackage

/// Finds the sockets that can contain descriptors in flight: only Unix sockets can.
///
/// A server can have very many other sockets, and reading `fdinfo` of each would take long.
struct SocketFilter: Sendable {
  /// The inodes of the Unix sockets of this program's network namespace; `nil` if unknown.
  private var unix: Set<UInt64>?
  /// The inode of that namespace.
  private var namespace: UInt64?

  /// Knows no socket, so all can be Unix sockets.
  init() {}

  /// Reads the Unix sockets below `root`.
  init(root: FilePath) {
    unix = (try? UnixSockets(root: root))?.inodes
    namespace = ProcessDirectory.namespace("net", of: "self", root: root)
  }

  /// The numbers of the descriptors of a process that can be Unix sockets.
  ///
  /// In another network namespace every socket can be one.
  func possible(
    among sockets: [(number: Int32, inode: UInt64)], of process: FileDescriptor
  ) -> [Int32] {
    guard let unix else { return sockets.map(\.number) }
    let others = sockets.filter { !unix.contains($0.inode) }
    let isElsewhere =
      !others.isEmpty && ProcessDirectory.namespace("net", in: process) != namespace
    return sockets.filter { isElsewhere || unix.contains($0.inode) }.map(\.number)
  }
}
