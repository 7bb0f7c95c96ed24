/// The state of a POSIX semaphore: `struct new_sem` of glibc's `internaltypes.h`, on 64-bit hosts.
package struct SemaphoreValue: Hashable, Sendable {
  /// The value: the number of `sem_wait` calls that would succeed without waiting.
  package let value: UInt32
  /// The number of waiting threads.
  package let waiters: UInt32

  /// The size of a `sem_t` in bytes.
  ///
  /// In a 32-bit program it has 16 bytes, with another layout, and is not recognised.
  static var size: Int { 32 }

  /// The largest possible value: `SEM_VALUE_MAX`.
  private static var largestValue: UInt32 { UInt32(Int32.max) }
  /// The value of the field `private` in a semaphore that processes share: `FUTEX_SHARED`.
  private static var mark: UInt32 { 128 }

  /// Parses a semaphore that fills a segment; `nil` if the bytes are not one.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    let state: UInt64 = bytes.integer(at: 0)
    let mark: UInt32 = bytes.integer(at: 8)
    guard mark == Self.mark, bytes[12...].allSatisfy({ $0 == 0 }) else { return nil }
    value = UInt32(truncatingIfNeeded: state)
    waiters = UInt32(truncatingIfNeeded: state >> 32)
    guard value <= Self.largestValue else { return nil }
  }
}

extension [UInt8] {
  /// The integer at an offset, in this host's byte order; the array must contain all its bytes.
  func integer<Value: FixedWidthInteger>(at offset: Int) -> Value {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
  }
}
