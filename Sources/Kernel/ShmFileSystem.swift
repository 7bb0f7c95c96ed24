package import SystemPackage

/// The file system of `/dev/shm`, if its files are in memory.
package enum ShmFileSystem {
  /// Its device, as `st_dev`; `nil` if `dev/shm` below `root` cannot be opened, or is on a disk.
  package static func device(root: FilePath = "/") -> UInt64? {
    guard let shm = try? DirectoryStream.open(root.appending("dev/shm")) else { return nil }
    defer { try? shm.close() }
    guard let type = try? FileSystemUsage(of: shm).type, type != .other else { return nil }
    return try? FileStatus(of: shm).identity.device
  }

  /// Its free bytes; `nil` if it has no limit, or does not say.
  package static func free(root: FilePath = "/") -> UInt64? {
    guard let shm = try? DirectoryStream.open(root.appending("dev/shm")) else { return nil }
    defer { try? shm.close() }
    guard let usage = try? FileSystemUsage(of: shm), let size = usage.size, let used = usage.used
    else { return nil }
    return size - min(size, used)
  }
}
