internal import Kernel
internal import SystemPackage

extension TrustedDirectory {
  /// Checks that no other user serves the file system of a directory or a link below this one.
  ///
  /// The program of any user can serve a file system (fuse(4)): it sees what is written there, and the owners
  /// and modes of its files are what it says. The kernel knows who mounted it.
  func checkServer(
    of file: FileDescriptor, _ status: FileStatus, at path: FilePath
  ) throws(PathRefusal) {
    guard status.identity.device != identity.device else { return }
    let found = try attempt(path) { () throws(Errno) in try MountTable.mount(of: file) }
    // There is none if it was unmounted in the meantime.
    guard let mount = found else { throw .failed(path, .noSuchFileOrDirectory) }
    if let server = mount.server, !Ownership.isTrusted(server) { throw .belongs(path, server) }
  }
}
