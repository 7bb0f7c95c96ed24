private import Glibc
package import SystemPackage

/// The System V limits of this IPC namespace: `/proc/sys/kernel/shm*`, see proc_sys_kernel(5).
package struct KernelLimits: Hashable, Sendable {
  /// The maximum number of System V segments, `shmmni`.
  package let segments: UInt64
  /// The maximum size of one System V segment in bytes, `shmmax`.
  package let segmentSize: UInt64
  /// The maximum size of all System V segments together in pages, `shmall`.
  package let pages: UInt64
  /// Bytes in a page.
  package let pageSize: UInt64

  package init(segments: UInt64, segmentSize: UInt64, pages: UInt64, pageSize: UInt64) {
    self.segments = segments
    self.segmentSize = segmentSize
    self.pages = pages
    self.pageSize = pageSize
  }

  /// Reads `shmmni`, `shmmax` and `shmall` below `root`.
  package init(root: FilePath) throws(ReadProblem) {
    let directory = root.appending("proc/sys/kernel")
    segments = try Self.number(directory.appending("shmmni"))
    segmentSize = try Self.number(directory.appending("shmmax"))
    pages = try Self.number(directory.appending("shmall"))
    pageSize = UInt64(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// The maximum size of all System V segments together, in bytes.
  package var bytes: UInt64 { pages.multipliedSaturated(by: pageSize) }

  private static func number(_ path: FilePath) throws(ReadProblem) -> UInt64 {
    var cursor = ByteParser(try ProcFile.read(path))
    guard let number = cursor.unsigned() else { throw ReadProblem(path, .notANumber) }
    return number
  }
}

/// The setting `kernel.shm_rmid_forced`, with which a System V segment is destroyed at its last
/// detach.
package enum ShmRmidForced {
  /// Whether it is on: the last detach destroys a segment, even one that was not removed.
  ///
  /// `nil` if the kernel does not say.
  package static func isEnabled(root: FilePath = "/") -> Bool? {
    let path = root.appending("proc/sys/kernel/shm_rmid_forced")
    guard let text = try? ProcFile.read(path) else { return nil }
    return text.first != UInt8(ascii: "0")
  }
}
