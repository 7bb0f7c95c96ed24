/// The checksum of the bytes of a segment, of whatever size.
///
/// It is the SHA-256 digest of the blocks of 4096 bytes that are not all zeros. Each is preceded by its
/// offset as eight bytes, the lowest first, and the last is filled up with zeros. So holes cost nothing,
/// and it does not matter which zeros are holes.
///
/// Why: Decisions/64-checksum-of-a-copy.md
package struct ContentsChecksum: Hashable, Sendable {
  /// The 32 bytes of the digest.
  package let bytes: [UInt8]

  /// `nil` unless there are 32 bytes.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  init(_ digest: consuming SHA256) { bytes = digest.digest() }
}
