private import Glibc
private import Synchronization

/// Names that no other test, and no other run at the same time, uses.
package enum Unique {
  private static let counter = Atomic<UInt32>(0)

  /// A number that is given out once in this process.
  package static func number() -> UInt32 {
    counter.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// A name without slash.
  package static func name() -> String { "shmtop-test-\(getpid())-\(number())" }
}
