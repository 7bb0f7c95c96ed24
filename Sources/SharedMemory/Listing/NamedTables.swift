internal import Kernel
internal import SystemPackage

/// What the kernel says of all segments with a name or an ID, before segments are made of it.
struct NamedTables: Sendable {
  /// The text of `/proc/sysvipc/shm`.
  let systemV: Result<[UInt8], ReadProblem>
  /// The files in `/dev/shm`.
  let posix: Result<POSIXDirectory.Contents, ReadProblem>

  /// The inodes of the files.
  var inodes: Set<UInt64> {
    guard case .success(let contents) = posix else { return [] }
    var inodes = Set<UInt64>(minimumCapacity: contents.files.count)
    for files in contents.files.arrays {
      for index in files.indices { inodes.insert(files[index].status.identity.inode) }
    }
    return inodes
  }

  static func areSame(
    _ now: Result<POSIXDirectory.Contents, ReadProblem>,
    _ earlier: Result<POSIXDirectory.Contents, ReadProblem>
  ) -> Bool {
    switch (now, earlier) {
    case (.success(let now), .success(let earlier)): now.hasSameFiles(as: earlier)
    case (.failure(let now), .failure(let earlier)): now == earlier
    default: false
    }
  }
}
