package import SharedMemory

/// What is recognised in a segment's bytes, whatever its name.
package struct ContentSignature: Hashable, Sendable {
  /// The application whose magic bytes are in them; `nil` if there is none that the catalogue
  /// knows.
  package let maker: KnownApplications.Entry?
  /// The state of the semaphore that they are.
  package let semaphore: SemaphoreValue?
  /// What more the bytes tell of PostgreSQL.
  package let postgreSQL: PostgreSQLHeader?

  /// Finds what there is in a segment of `size` bytes.
  ///
  /// `read` gives the bytes from an offset on, at most as many as wanted.
  package init(
    in kind: Segment.Kind, size: UInt64, _ read: (_ offset: UInt64, _ count: Int) -> [UInt8]
  ) {
    let isSemaphore = kind == .semaphore && size == UInt64(SemaphoreValue.size)
    semaphore = isSemaphore ? SemaphoreValue(read(0, SemaphoreValue.size)) : nil
    maker = KnownApplications.entry(ofContents: size, read)
    let isPostgreSQL = maker?.isPostgreSQLHeader == true
    postgreSQL = isPostgreSQL ? PostgreSQLHeader(read(0, PostgreSQLHeader.size)) : nil
  }

  /// Reads some bytes of a segment and closes it at once; `nil` if that would have side effects or
  /// is not permitted.
  package static func find(in segment: Segment) -> ContentSignature? {
    guard let reader = try? ContentsReader.open(segment, accepting: .nothing),
      let size = try? reader.size()
    else { return nil }
    return ContentSignature(in: segment.kind, size: size) { offset, count in
      (try? reader.read(at: offset, count: count)) ?? []
    }
  }
}
