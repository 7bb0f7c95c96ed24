private import Glibc
private import Synchronization

/// Names that no other test, and no other run at the same time, uses.
package enum Unique {
  private static let counter = Atomic<UInt32>(0)

  /// A number that is given out once in this process.
  package static func number() -> UInt32 {
    counter.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// A name without a slash, no part of any other: a letter stands at either end.
  package static func name() -> String { "p\(getpid())-\(number())t" }
}
