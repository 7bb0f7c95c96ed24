private import CLinux
private import Glibc
internal import Kernel
internal import SharedMemory
internal import SystemPackage

extension ContentsReader {
  /// Opens the file of a POSIX segment.
  ///
  /// The name is looked up without opening what it stands for: a FIFO or a device that took the
  /// place of the file is never opened.
  static func open(
    _ name: ShmName, _ identity: FileIdentity, accepting accepted: AccessMethod.SideEffects,
    root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let place: FileDescriptor
    let status: FileStatus
    do throws(Errno) {
      place = try lookUp(name, root: root)
      status = try FileStatus(of: place)
    } catch {
      throw ContentsError(error)
    }
    defer { try? place.close() }
    guard status.mode.type == .regular, status.identity == identity else { throw .replaced }
    return try reopen(place, accepting: accepted, root: root)
  }

  private static func lookUp(_ name: ShmName, root: FilePath) throws(Errno) -> FileDescriptor {
    let directory = try DirectoryStream.open(root.appending("dev/shm"))
    defer { try? directory.close() }
    return try OpenBeneath.lookUp(name.bytes, in: directory)
  }

  static func reopen(
    _ place: FileDescriptor, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let path = root.appending("proc/self/fd/\(place.rawValue)")
    for way in [AccessMethod.file, .fileMovingAccessTime] {
      if way.cost > accepted { throw .costs(way.cost) }
      let quiet = way == .file ? clinux_no_access_time : 0
      do throws(Errno) {
        let file = try FileDescriptor.open(path, flags: O_RDONLY | O_NONBLOCK | quiet)
        return ContentsReader(way: way, source: .file(file), root: root)
      } catch {
        if error != .notPermitted { throw ContentsError(error) }
      }
    }
    throw .notPermitted
  }
}

extension ContentsError {
  init(_ error: Errno) {
    switch error {
    case .noSuchFileOrDirectory, .identifierRemoved: self = .gone
    case .tooManySymbolicLinkLevels, .notDirectory: self = .replaced
    case .permissionDenied, .notPermitted: self = .notPermitted
    default: self = .failed(error)
    }
  }
}
