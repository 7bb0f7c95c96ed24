internal import Glibc
internal import Synchronization

/// Names that no other test and no other process makes.
enum OwnName {
  private static let counter = Atomic<UInt32>(0)

  /// A number that is new in this process.
  static func number() -> UInt32 { counter.add(1, ordering: .relaxed).newValue }

  /// A name without a slash, no part of any other: a letter stands at either end.
  static func make() -> String { "p\(getpid())-\(number())t" }
}
