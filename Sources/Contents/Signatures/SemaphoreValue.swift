/// The state of a POSIX semaphore: `struct new_sem` of glibc's `internaltypes.h`, on hosts of 64 bits.
package struct SemaphoreValue: Hashable, Sendable {
  /// How many can go on without waiting.
  package let value: UInt32
  /// How many wait.
  package let waiters: UInt32

  /// Bytes of a `sem_t`; one of a program of 32 bits has 16 and means something else.
  static var size: Int { 32 }

  /// The largest value that there can be: `SEM_VALUE_MAX`.
  private static var largestValue: UInt32 { UInt32(Int32.max) }
  /// What stands behind both in a semaphore between processes: `FUTEX_SHARED`.
  private static var mark: UInt32 { 128 }

  /// Reads a semaphore that is all of a segment; `nil` if the bytes are none.
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
  /// An integer of this host's byte order; there are as many bytes.
  func integer<Value: FixedWidthInteger>(at offset: Int) -> Value {
    withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Value.self) }
  }
}
