/// The header of PostgreSQL's System V segment: `PGShmemHeader` of `pg_shmem.h`.
///
/// This is the layout since version 9.4 on 64-bit hosts.
///
/// Any program can write these bytes, so they are a hint and not a proof.
package struct PostgreSQLHeader: Hashable, Sendable {
  /// The bytes of all shared memory of the server; most of it is in no segment.
  package let totalSize: UInt64
  /// The number N of the segment `/PostgreSQL.N`, which lists the server's other POSIX segments.
  ///
  /// `nil` if there is none.
  package let controlSegment: UInt32?
  /// The device of its data directory, as `st_dev`.
  package let device: UInt64
  /// The inode of its data directory.
  package let inode: UInt64

  /// The size of the header in bytes.
  static var size: Int { 56 }

  /// Parses the header; `nil` if it is too short or inconsistent.
  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.size else { return nil }
    let free: UInt64
    (totalSize, free) = (bytes.integer(at: 8), bytes.integer(at: 16))
    // The free part begins after the header and extends to the end of the memory.
    guard free >= Self.size, free <= totalSize else { return nil }
    let handle: UInt32 = bytes.integer(at: 24)
    controlSegment = handle == 0 ? nil : handle
    (device, inode) = (bytes.integer(at: 40), bytes.integer(at: 48))
  }
}
