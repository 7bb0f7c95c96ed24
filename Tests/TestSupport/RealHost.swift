internal import Kernel
package import SharedMemory
package import SystemPackage
internal import Testing

/// This very host, as the program sees it.
package enum RealHost {
  /// The segment that a test has made.
  package static func segment(_ made: TestSystemVSegment) -> Segment? {
    segments().first { $0.shmID?.rawValue == made.number }
  }

  /// The segment of a name below `/dev/shm`.
  package static func segment(named name: String) -> Segment? {
    segments().first { $0.name?.bytes == Array(name.utf8) }
  }

  /// What lies in `/dev/shm` under a name and is no segment.
  package static func other(named name: String) -> NonSegment? {
    var snapshotReader = SnapshotReader()
    return snapshotReader.read([]).others.first { $0.name.bytes == Array(name.utf8) }
  }

  /// Puts what `make` makes in the place of a file, as somebody does between a look and an act.
  package static func replace(
    _ segment: TestSegment, _ make: (FileTree, FilePath) throws -> Void
  ) throws {
    FileTree.remove(segment.path)
    try make(FileTree(path: "/dev/shm"), FilePath(segment.name))
  }

  private static func segments() -> [Segment] {
    var snapshotReader = SnapshotReader()
    return snapshotReader.read([]).segments
  }
}

/// What can take the place of a segment's file.
package enum Substitute: CaseIterable {
  case file, directory, symbolicLink, fifo, socket

  /// Makes it.
  package func make(_ tree: FileTree, _ name: FilePath) throws {
    switch self {
    case .file: try tree.write("another", to: name)
    case .directory: try tree.makeDirectory(name)
    case .symbolicLink: try tree.symlink(name, to: "/etc/passwd")
    case .fifo: try tree.makeFIFO(name)
    case .socket: try tree.makeSocket(name)
    }
  }
}
