package import SharedMemory

/// The facts that a segment's bytes reveal, whatever its name.
package struct ContentSignature: Hashable, Sendable {
  /// The application whose magic bytes were found; `nil` if no known ones were found.
  package let entry: KnownApplications.Entry?
  /// Whether the first bytes could be read; if not, the absence of an application proves nothing.
  private let isRead: Bool
  /// The state of the semaphore; `nil` if the bytes are not a semaphore.
  package let semaphore: SemaphoreValue?
  /// The header of PostgreSQL's segment; `nil` if the bytes do not start with one.
  package let postgreSQL: PostgreSQLHeader?

  /// Examines a segment of `size` bytes; `read` returns at most `count` bytes at an offset.
  package init(
    in kind: Segment.Kind, size: UInt64, _ read: (_ offset: UInt64, _ count: Int) -> [UInt8]
  ) {
    let isSemaphore = kind == .semaphore && size == UInt64(SemaphoreValue.size)
    semaphore = isSemaphore ? SemaphoreValue(read(0, SemaphoreValue.size)) : nil
    entry = KnownApplications.entry(ofContents: size, read)
    isRead = entry != nil || !read(0, 1).isEmpty
    let isPostgreSQL = entry?.isPostgreSQLHeader == true
    postgreSQL = isPostgreSQL ? PostgreSQLHeader(read(0, PostgreSQLHeader.size)) : nil
  }

  /// What the bytes say about the application, for a decision on removal.
  package var evidence: ContentsEvidence { isRead ? .read(entry) : .unread }

  /// Opens a segment, examines some of its bytes, and closes it.
  ///
  /// `nil` if reading is not permitted or would have side effects.
  package static func find(in segment: Segment) -> ContentSignature? {
    guard let reader = try? ContentsReader.open(segment, accepting: .nothing),
      let size = try? reader.size()
    else { return nil }
    return ContentSignature(in: segment.kind, size: size) { offset, count in
      (try? reader.read(at: offset, count: count)) ?? []
    }
  }
}
