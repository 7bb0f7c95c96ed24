package import Kernel
package import SystemPackage

/// An optional value in the bytes of the value alone, as there can be a million segments.
///
/// A value that the kernel never gives stands for `nil`: an `Optional` of a number takes up to twice as much.
///
/// Why: Decisions/104-packed-segments.md
@propertyWrapper
package struct Packed<Value: HasUnusedValue>: Hashable, Sendable {
  private var stored: Value

  package init(wrappedValue: Value?) { stored = wrappedValue ?? .unused }

  package var wrappedValue: Value? {
    get { stored == .unused ? nil : stored }
    set { stored = newValue ?? .unused }
  }
}

/// A type with a value that the kernel never gives.
package protocol HasUnusedValue: Hashable, Sendable {
  static var unused: Self { get }
}

extension UInt64: HasUnusedValue {
  /// More bytes or attachments than there can be; the number above it stands for a sum that is too large.
  package static var unused: UInt64 { .max - 1 }
}

extension UInt32: HasUnusedValue {
  /// More names than a file can have, and more nanoseconds than a second has.
  package static var unused: UInt32 { .max }
}

extension FileMode: HasUnusedValue {
  /// Bits that `st_mode` does not have.
  package static var unused: FileMode { FileMode(rawValue: .max) }
}

extension ProcessID: HasUnusedValue {
  /// No PID is negative.
  package static var unused: ProcessID { ProcessID(rawValue: .min) }
}

extension Ownership: HasUnusedValue {
  /// The IDs that mean "unchanged" to chown(2), which no user or group has.
  package static var unused: Ownership {
    Ownership(user: UserID(rawValue: .max), group: GroupID(rawValue: .max))
  }
}
