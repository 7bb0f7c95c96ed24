/// The state of a POSIX semaphore: `struct new_sem` of glibc's `internaltypes.h`, on 64-bit hosts.
package struct SemaphoreValue: Hashable, Sendable {
  /// The value: how many `sem_wait` calls succeed without waiting.
  package let value: UInt32
  /// The number of waiting threads.
  package let waiters: UInt32

  /// The size of a `sem_t` in bytes; in a 32-bit program it has 16, with another layout.
  static var size: Int { 32 }

  /// The largest possible value: `SEM_VALUE_MAX`.
  private static var largestValue: UInt32 { UInt32(Int32.max) }
  /// The field after both in a semaphore shared between processes: `FUTEX_SHARED`.
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
  /// An integer in this host's byte order; the bytes must be as many as it needs.
  func integer<Value: FixedWidthInteger>(at offset: Int) -> Value {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
  }
}
