package import SystemPackage

/// The file system of `/dev/shm`.
package enum ShmFileSystem {
  /// Its device, as `st_dev`; `nil` if `dev/shm` below `root` cannot be opened.
  package static func device(root: FilePath = "/") -> UInt64? {
    guard let shm = try? DirectoryStream.open(root.appending("dev/shm")) else { return nil }
    defer { try? shm.close() }
    return try? FileStatus(of: shm).identity.device
  }
}
