internal import Kernel
internal import SystemPackage

/// Finds files of `/dev/shm` that are mounted elsewhere, which keeps their memory.
///
/// The kernel does not count such a mount as an open file.
struct BindMounts {
  let shm: ShmDirectory
  /// The root of what is mounted at `/dev/shm` in its file system: `/` unless it is a bind mount.
  private let top: [UInt8]

  /// Finds the mount of `/dev/shm` in this program's mounts.
  init(of shm: ShmDirectory, among table: MountTable) {
    self.shm = shm
    let mount = table.mounts.last { $0.point == shm.path && $0.device == shm.mappedDevice }
    // A directory of a larger file system, such as `/`: the path in it is the path of the directory.
    top = mount?.root ?? shm.path
  }

  /// The bind mounts of files in a table of mounts, by the path that the file has or had.
  ///
  /// ` (deleted)` follows if the name is gone. `process` is one that sees these mounts; `nil` for this
  /// program.
  func found(in table: MountTable, seenBy process: ProcessID?) -> [[UInt8]: [KernelHolder]] {
    var found: [[UInt8]: [KernelHolder]] = [:]
    let start = top.last == UInt8(ascii: "/") ? top : top + [UInt8(ascii: "/")]
    for mount in table.mounts
    where mount.device == shm.mappedDevice && mount.root.starts(with: start) {
      var name = mount.root.dropFirst(start.count)
      guard !name.isEmpty else { continue }
      let isDeleted = name.suffix(Self.deleted.count).elementsEqual(Self.deleted)
      if isDeleted { name = name.dropLast(Self.deleted.count) }
      let path = shm.path + [UInt8(ascii: "/")] + name + (isDeleted ? ShmDirectory.deleted : [])
      found[path, default: []].append(.mount(mount.point, seenBy: process))
    }
    return found
  }

  private static let deleted = Array("//deleted".utf8)
}
