internal import Kernel
internal import SystemPackage

/// The directory `/dev/shm`, and how its files appear in the lists of what processes hold.
///
/// Why: Decisions/54-devices-that-differ.md
struct ShmDirectory: Hashable, Sendable {
  /// The file system of its files, as `st_dev`; `nil` if there is no such directory.
  var device: UInt64?
  /// The same file system in mappings and locks.
  ///
  /// It differs from ``device`` if the files have a device of their own, as in a btrfs.
  var mappedDevice: UInt64?
  /// Its path as the kernel writes it.
  var path = Array("/dev/shm".utf8)
  /// Whether its files can be told by these devices.
  ///
  /// If not, a holder can be missed.
  var isCertain = true

  /// No such directory: no file there can be held.
  init() {}

  /// A directory whose files have the same device everywhere, as in a tmpfs.
  init(device: UInt64) {
    self.device = device
    mappedDevice = device
  }

  /// Finds the directory below `root`.
  init(root: FilePath) {
    do throws(Errno) {
      let directory = try DirectoryStream.open(root.appending("dev/shm"))
      defer { try? directory.close() }
      if let path = FilePath("/proc/self/fd/\(directory.rawValue)").linkTarget { self.path = path }
      device = try FileStatus(of: directory).identity.device
      let isTmpfs = (try? FileSystemUsage(of: directory).type) == .tmpfs
      let mount = isTmpfs ? nil : try? MountTable.mount(of: directory)
      mappedDevice = isTmpfs ? device : mount?.device
      isCertain = isTmpfs || mount.map { Self.plainTypes.contains($0.type) } ?? false
    } catch {
      isCertain = error == .noSuchFileOrDirectory
    }
  }

  /// The path of a file with a name in this directory, as the kernel writes it.
  ///
  /// If the name is gone, ` (deleted)` follows.
  func path(of name: ShmName, isDeleted: Bool) -> [UInt8] {
    path + [UInt8(ascii: "/")] + name.bytes + (isDeleted ? Self.deleted : [])
  }

  /// What the kernel writes after a path whose name is gone.
  static let deleted = Array(" (deleted)".utf8)

  /// Whether a mapping must be compared through `/proc/PID/map_files`, because its device is another
  /// than that of the same file by name.
  var areDevicesDifferent: Bool { mappedDevice != device }

  /// The file systems whose mappings show the device of the mount and the inode of the file.
  ///
  /// Others, such as overlay, can show those of another file system below.
  private static let plainTypes = Set(
    ["tmpfs", "ramfs", "hugetlbfs", "ext2", "ext3", "ext4", "xfs", "btrfs"].map { Array($0.utf8) })
}
