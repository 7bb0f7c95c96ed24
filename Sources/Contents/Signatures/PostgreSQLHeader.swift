/// What PostgreSQL writes at the start of its System V segment: `PGShmemHeader` of `pg_shmem.h`, since
/// version 9.4 on hosts of 64 bits.
///
/// Any program can write these bytes: they are no more than a claim.
package struct PostgreSQLHeader: Hashable, Sendable {
  /// Bytes of all the shared memory of the server; most of them are in no segment.
  package let totalSize: UInt64
  /// The number in the name of the segment that leads to its other POSIX segments, `/PostgreSQL.N`;
  /// `nil` if there is none.
  package let controlSegment: UInt32?
  /// The device of its data directory, as `st_dev`.
  package let device: UInt64
  /// The inode of its data directory.
  package let inode: UInt64

  /// Bytes of the header.
  static var size: Int { 56 }

  /// Reads the header; `nil` if there is less of it, or its parts contradict each other.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.size else { return nil }
    let free: UInt64
    (totalSize, free) = (bytes.integer(at: 8), bytes.integer(at: 16))
    // What is free begins behind the header and ends with the memory.
    guard free >= Self.size, free <= totalSize else { return nil }
    let handle: UInt32 = bytes.integer(at: 24)
    controlSegment = handle == 0 ? nil : handle
    (device, inode) = (bytes.integer(at: 40), bytes.integer(at: 48))
  }
}
