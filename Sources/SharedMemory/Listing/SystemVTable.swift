package import Kernel
package import SystemPackage

/// The System V segments of this IPC namespace: `/proc/sysvipc/shm`, see proc_sysvipc(5).
///
/// The columns are found by the header's names: old kernels have no `rss` and `swap`.
package struct SystemVTable: Sendable {
  /// The segments in the kernel's order, and what of the table could not be understood.
  package struct Listing: Sendable {
    package var segments: [Segment] = []
    package var problem: ReadProblem?
  }

  private let path: FilePath

  /// A reader of the table below `root`.
  package init(root: FilePath) { path = root.appending("proc/sysvipc/shm") }

  /// Reads all rows; a row that cannot be understood is left out and counted in the problem.
  package func read() throws(ReadProblem) -> Listing {
    var cursor = ByteParser(try ProcFile.read(path))
    let layout = try Layout(header: &cursor, path: path)
    var listing = Listing()
    // Rows are as long as the header or longer.
    listing.segments.reserveCapacity(cursor.bytes.count / max(1, cursor.position))
    var malformed: (first: Int, count: Int)?
    var line = 1
    while !cursor.isAtEnd {
      line += 1
      if let segment = layout.segment(row: &cursor) {
        listing.segments.append(segment)
      } else {
        malformed = (malformed?.first ?? line, (malformed?.count ?? 0) + 1)
      }
    }
    listing.problem = malformed.map {
      ReadProblem(path, .malformedLines(first: $0.first, count: $0.count))
    }
    return listing
  }
}
