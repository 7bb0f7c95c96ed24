/// The name of a POSIX segment: its path below `/dev/shm`, without a leading slash.
///
/// `shm_open("/x")` creates the name `x`. A name can contain all bytes except NUL, and need not be
/// UTF-8. A name with a slash in it is a file in a directory below `/dev/shm`, which `shm_open`
/// cannot create.
package struct ShmName: Hashable, Comparable, Sendable {
  /// The bytes of the path, without a leading slash.
  package let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Whether the file is in a directory below `/dev/shm`.
  package var isNested: Bool { bytes.contains(UInt8(ascii: "/")) }

  /// Whether the file is a named semaphore: glibc's `sem_open("/x")` creates `sem.x`.
  ///
  /// JACK has semaphores of its own, which are futexes in files: `jack_sem.1000_default_x`.
  package var isSemaphore: Bool {
    semaphore != nil || bytes.starts(with: Self.jackPrefix) && !isNested
  }

  /// The name of a semaphore as `sem_open` takes it: `sem.x` → `/x`; `nil` for other names.
  package var semaphore: [UInt8]? {
    guard bytes.starts(with: Self.semaphorePrefix), bytes.count > Self.semaphorePrefix.count,
      !isNested
    else { return nil }
    return [UInt8(ascii: "/")] + bytes[Self.semaphorePrefix.count...]
  }

  /// The name as `shm_open` takes it: `x` → `/x`.
  package var slashed: [UInt8] { [UInt8(ascii: "/")] + bytes }

  /// The directory below `/dev/shm` and the name in it: `a/b/c` → `a/b`, `c`.
  ///
  /// The directory is `nil` for `/dev/shm` itself: `x` → `nil`, `x`.
  package var split: (directory: [UInt8]?, file: [UInt8]) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (nil, bytes) }
    return (Array(bytes[..<slash]), Array(bytes[(slash + 1)...]))
  }

  package static func < (left: ShmName, right: ShmName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static let semaphorePrefix = Array("sem.".utf8)
  private static let jackPrefix = Array("jack_sem.".utf8)
}
