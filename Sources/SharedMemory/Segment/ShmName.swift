/// The name of a POSIX segment: its path below `/dev/shm`, without a slash before it.
///
/// `shm_open("/x")` makes the name `x`. A name is bytes: the kernel allows all but NUL, and what
/// is not UTF-8 is as good a name as any other. Names with a slash inside are files in
/// directories below `/dev/shm`, which `shm_open` cannot have made.
package struct ShmName: Hashable, Comparable, Sendable {
  /// The bytes of the path, without leading slash.
  package let bytes: [UInt8]

  package init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Whether the file is in a directory below `/dev/shm`.
  package var isNested: Bool { bytes.contains(UInt8(ascii: "/")) }

  /// Whether the file is a named semaphore: glibc's `sem_open("/x")` makes `sem.x`.
  package var isSemaphore: Bool { semaphore != nil }

  /// The name of a semaphore as `sem_open` takes it, with a slash before it; `nil` for others.
  package var semaphore: [UInt8]? {
    guard bytes.starts(with: Self.semaphorePrefix), bytes.count > Self.semaphorePrefix.count,
      !isNested
    else { return nil }
    return [UInt8(ascii: "/")] + bytes[Self.semaphorePrefix.count...]
  }

  /// The name as `shm_open` takes it: with a slash before it.
  package var slashed: [UInt8] { [UInt8(ascii: "/")] + bytes }

  /// The directory below `/dev/shm` that the file is in, or `nil` for `/dev/shm` itself, and the
  /// file's name there.
  package var split: (directory: [UInt8]?, file: [UInt8]) {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return (nil, bytes) }
    return (Array(bytes[..<slash]), Array(bytes[(slash + 1)...]))
  }

  package static func < (left: ShmName, right: ShmName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  private static let semaphorePrefix = Array("sem.".utf8)
}
