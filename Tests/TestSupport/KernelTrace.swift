private import Glibc
internal import SystemPackage

/// All that the kernel says of a segment and that looking at it could change, by the kernel's names.
package struct KernelTrace: Equatable, Sendable {
  private let values: [String: String]

  /// What changed since an earlier look.
  package func changes(since earlier: KernelTrace) -> Set<String> {
    Set(values.keys).union(earlier.values.keys).filter { values[$0] != earlier.values[$0] }
  }

  /// The value of one column; `nil` where there is none.
  package subscript(column: String) -> String? { values[column] }

  /// Every column of `/proc/sysvipc/shm`; throws where the segment is gone.
  package init(of segment: TestSystemVSegment) throws {
    guard let row = try segment.row(), let header = try TestSystemVSegment.header() else {
      throw Errno.identifierRemoved
    }
    let words = { (line: String) in line.split(separator: " ").map(String.init) }
    values = Dictionary(zip(words(header), words(row))) { first, _ in first }
  }

  /// What `stat` says of a file, even behind a link of `/proc`; nothing is opened.
  package init(ofFile path: String) throws {
    var status = stat()
    try checked { stat(path, &status) }
    func text(_ time: timespec) -> String { "\(time.tv_sec).\(time.tv_nsec)" }
    values = [
      "st_blocks": "\(status.st_blocks)", "st_size": "\(status.st_size)",
      "st_nlink": "\(status.st_nlink)", "st_atime": text(status.st_atim),
      "st_mtime": text(status.st_mtim), "st_ctime": text(status.st_ctim),
    ]
  }

  /// Puts a file's times into the past, reading before writing, so that any reader would move them.
  package static func makeOld(_ path: String) throws {
    let times = [timespec(tv_sec: 1000, tv_nsec: 1), timespec(tv_sec: 2000, tv_nsec: 2)]
    try checked { utimensat(AT_FDCWD, path, times, 0) }
  }
}
