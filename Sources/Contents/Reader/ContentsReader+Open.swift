private import CLinux
private import Glibc
internal import Kernel
package import SharedMemory
package import SystemPackage

extension ContentsReader {
  /// Opens a segment, if it is still the one that was selected.
  ///
  /// It uses the method with the least side effects. If these exceed `accepted`, nothing is opened,
  /// and ``ContentsError/hasSideEffects(_:)`` is thrown. A segment without a name is opened through
  /// one of its holders.
  package static func open(
    _ segment: Segment, accepting accepted: AccessMethod.SideEffects, root: FilePath = "/"
  ) throws(ContentsError) -> ContentsReader {
    try FileCapabilities.use(for: .reading) { () throws(ContentsError) in
      switch segment.identity {
      case .systemV(let identity): try open(identity, accepting: accepted, root: root)
      case .posix(let name, let file):
        try SegmentFile.find(name, file, root: root) { link throws(ContentsError) in
          try reopen(link.file, accepting: accepted, root: root)
        }
      case .unlinked(_, let file), .memfd(_, let file):
        try SegmentFile.find(file, heldBy: segment.holders ?? [], root: root) {
          link throws(ContentsError) in try reopen(link.file, accepting: accepted, root: root)
        }
      }
    }
  }
}

extension ContentsReader {
  static func reopen(
    _ link: FileDescriptor, accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    if FileLease.isTaken(on: link, root: root) { throw .leased }
    let path = root.appending("proc/self/fd/\(link.rawValue)")
    for method in [AccessMethod.file, .fileUpdatingAccessTime] {
      if method.sideEffects > accepted { throw .hasSideEffects(method.sideEffects) }
      let quiet = method == .file ? clinux_no_access_time : 0
      let file: FileDescriptor
      do throws(Errno) {
        file = try FileDescriptor.open(path, flags: O_RDONLY | O_NONBLOCK | quiet)
      } catch {
        if error != .notPermitted { throw ContentsError(error) }
        continue
      }
      return try reader(
        of: file, by: method, orBy: .fileInSwap, accepting: accepted, root: root)
    }
    throw .notPermitted
  }
}

extension ContentsReader {
  /// A reader of an open file by `method`, or by `swapped` if pages are in swap, which reading would
  /// bring back.
  static func reader(
    of file: FileDescriptor, by method: AccessMethod, orBy swapped: AccessMethod,
    accepting accepted: AccessMethod.SideEffects, root: FilePath
  ) throws(ContentsError) -> ContentsReader {
    let reader = ContentsReader(
      method: file.hasSwappedPages() ? swapped : method, source: .file(file), root: root)
    // If that is too much, the file is closed with the reader.
    if reader.method.sideEffects > accepted { throw .hasSideEffects(reader.method.sideEffects) }
    return reader
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
