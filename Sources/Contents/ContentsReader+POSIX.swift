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
    _ name: ShmName, _ identity: FileIdentity, accepting accepted: AccessMethod.SideEffects
  ) throws(ContentsError) -> ContentsReader {
    let place: FileDescriptor
    let status: FileStatus
    do throws(Errno) {
      place = try lookUp(name)
      status = try FileStatus(of: place)
    } catch {
      throw ContentsError(error)
    }
    defer { try? place.close() }
    guard status.mode.type == .regular, status.identity == identity else { throw .replaced }
    return try reopen(place, accepting: accepted)
  }

  private static func lookUp(_ name: ShmName) throws(Errno) -> FileDescriptor {
    let root = try DirectoryStream.open("/dev/shm")
    defer { try? root.close() }
    return try OpenBeneath.lookUp(name.bytes, in: root)
  }

  static func reopen(
    _ place: FileDescriptor, accepting accepted: AccessMethod.SideEffects
  ) throws(ContentsError) -> ContentsReader {
    let path = FilePath("/proc/self/fd/\(place.rawValue)")
    for way in [AccessMethod.file, .fileMovingAccessTime] {
      if way.cost > accepted { throw .costs(way.cost) }
      let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC
      let quiet = way == .file ? clinux_no_access_time : 0
      let file = path.withPlatformString { Glibc.open($0, flags | quiet) }
      if file >= 0 {
        return ContentsReader(way: way, source: .file(FileDescriptor(rawValue: file)))
      }
      if errno != EPERM { break }
    }
    throw ContentsError(Errno(rawValue: errno))
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
