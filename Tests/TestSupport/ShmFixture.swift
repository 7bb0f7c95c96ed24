private import Glibc
package import Kernel
package import Operations
package import SharedMemory
package import SystemPackage
internal import Testing

/// A `/dev/shm` of a test's own below a root of its own: what lies in it nobody else's listing shows.
package struct ShmFixture {
  package let root: FilePath
  package let tree: FileTree

  package static func with<Result>(
    in parent: FilePath = "/tmp", _ body: (ShmFixture) throws -> Result
  ) throws -> Result {
    try FileTree.with(in: parent) { host in
      try host.makeDirectory("dev/shm")
      let shm = host.path.appending("dev").appending("shm")
      return try body(ShmFixture(root: host.path, tree: FileTree(path: shm)))
    }
  }

  package var listing: POSIXDirectory.Listing {
    get throws { try POSIXDirectory(root: root).read(swapIsInUse: false) }
  }

  /// All names of files, private directories and what is in them included.
  package var names: Set<String> {
    get throws {
      Set(
        try listing.segments.compactMap { $0.name }.map {
          String(decoding: $0.bytes, as: UTF8.self)
        })
    }
  }

  package var interruptedRemovals: [InterruptedRemoval] {
    get throws {
      try leftovers.compactMap { if case .found(let removal) = $0 { removal } else { nil } }
    }
  }

  /// What killed removals have left, and what could not be looked at.
  package var leftovers: [InterruptedRemoval.Finding] {
    get throws {
      let listing = try listing
      return InterruptedRemoval.all(
        in: Snapshot(timestamp: .now, segments: listing.segments, others: listing.others),
        root: root)
    }
  }

  /// The file that a name stands for.
  package func file(_ name: String) throws -> FileIdentity {
    try #require(try listing.segments.first { $0.name == ShmName(name.utf8) }?.file)
  }

  package func identity(_ name: String) throws -> Identity {
    .posix(ShmName(name.utf8), try file(name))
  }

  package func place(_ path: String? = nil) throws -> Quarantine {
    try Quarantine(path.map { Array($0.utf8) }, root: root)
  }

  package func path(_ name: String) -> String { tree.path.appending(name).string }
}
