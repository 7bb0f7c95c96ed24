package import SharedMemory

/// The data recognised in a segment's bytes, whatever its name.
package struct ContentSignature: Hashable, Sendable {
  /// The application whose magic bytes were found; `nil` if none in the catalogue were.
  package let maker: KnownApplications.Entry?
  /// The state of the semaphore, if the bytes are one.
  package let semaphore: SemaphoreValue?
  /// The header of PostgreSQL, if the bytes have one.
  package let postgreSQL: PostgreSQLHeader?

  /// Examines a segment of `size` bytes.
  ///
  /// `read` returns the bytes from an offset on, at most the count given.
  package init(
    in kind: Segment.Kind, size: UInt64, _ read: (_ offset: UInt64, _ count: Int) -> [UInt8]
  ) {
    let isSemaphore = kind == .semaphore && size == UInt64(SemaphoreValue.size)
    semaphore = isSemaphore ? SemaphoreValue(read(0, SemaphoreValue.size)) : nil
    maker = KnownApplications.entry(ofContents: size, read)
    let isPostgreSQL = maker?.isPostgreSQLHeader == true
    postgreSQL = isPostgreSQL ? PostgreSQLHeader(read(0, PostgreSQLHeader.size)) : nil
  }

  /// Reads some bytes of a segment and closes it at once; `nil` if not permitted.
  ///
  /// It is also `nil` if reading would have side effects.
  package static func find(in segment: Segment) -> ContentSignature? {
    guard let reader = try? ContentsReader.open(segment, accepting: .nothing),
      let size = try? reader.size()
    else { return nil }
    return ContentSignature(in: segment.kind, size: size) { offset, count in
      (try? reader.read(at: offset, count: count)) ?? []
    }
  }
}
