private import Glibc
package import SystemPackage

extension FileTree {
  /// Removes a file or a whole directory; what is not there is fine.
  ///
  /// It goes by descriptors: a tree can be deeper than any path that the kernel takes.
  package static func remove(_ path: FilePath) {
    path.withPlatformString { remove($0, in: AT_FDCWD) }
  }

  private static func remove(_ name: UnsafePointer<CChar>, in parent: Int32) {
    guard unlinkat(parent, name, 0) != 0, errno == EISDIR || errno == EPERM else { return }
    fchmodat(parent, name, 0o700, 0)
    let directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard directory >= 0, let stream = fdopendir(directory) else { return }
    for name in names(in: stream) { name.withUnsafeBufferPointer { remove($0, in: directory) } }
    closedir(stream)
    unlinkat(parent, name, AT_REMOVEDIR)
  }

  private static func remove(_ name: UnsafeBufferPointer<CChar>, in parent: Int32) {
    if let start = name.baseAddress { remove(start, in: parent) }
  }

  private static func names(in stream: OpaquePointer) -> [[CChar]] {
    var names: [[CChar]] = []
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 19
    while let entry = readdir(stream) {
      let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      guard strcmp(start, ".") != 0, strcmp(start, "..") != 0 else { continue }
      names.append(Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1)))
    }
    return names
  }
}
