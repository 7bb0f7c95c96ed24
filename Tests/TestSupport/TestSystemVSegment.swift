private import Glibc
internal import SystemPackage

/// A System V segment of a test's own.
package struct TestSystemVSegment: Sendable {
  /// The number that the kernel gave it.
  package let number: Int32
  /// Its key; 0 for none.
  package let key: UInt32

  /// Makes a segment, and removes it after `body`.
  package static func with<Result>(
    size: Int, key: UInt32 = 0, mode: Int32 = 0o600,
    _ body: (TestSystemVSegment) throws -> Result
  ) throws -> Result {
    let segment = try TestSystemVSegment(size: size, key: key, mode: mode)
    defer { segment.remove() }
    return try body(segment)
  }

  /// Makes a segment that the caller has to remove.
  ///
  /// The C function is `shmget`.
  init(size: Int, key: UInt32 = 0, mode: Int32) throws {
    let create: Int32 = 0o1000
    let exclusive: Int32 = 0o2000
    number = try checked { shmget(key_t(bitPattern: key), size, create | exclusive | mode) }
    self.key = key
  }

  /// Makes a segment with a key that no other has, which the caller has to remove.
  package init(size: Int = 4096) throws {
    var failure = Errno.fileExists
    for _ in 0..<1000 {
      let key = UInt32(truncatingIfNeeded: getpid()) << 12 ^ Unique.number() ^ 0x7100_0000
      do {
        try self.init(size: size, key: key, mode: 0o600)
        return
      } catch let error as Errno {
        failure = error
        if error != .fileExists { break }
      }
    }
    throw failure
  }

  /// The name in the first column of the list.
  package var id: String { "sysv:\(number)" }

  /// The key as the kernel's tools write it.
  package var keyText: String {
    let digits = String(key, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Whether it is there and not removed.
  package var exists: Bool {
    var status = shmid_ds()
    return shmctl(number, IPC_STAT, &status) == 0 && status.shm_perm.mode & 0o1000 == 0
  }

  /// Maps it into the test, for good.
  ///
  /// The C function is `shmat`.
  package func attach() throws -> UnsafeMutableRawPointer {
    guard let start = shmat(number, nil, 0), start != UnsafeMutableRawPointer(bitPattern: -1) else {
      throw Errno(rawValue: errno)
    }
    return start
  }

  /// Marks it to go with its last attachment.
  package func remove() { shmctl(number, IPC_RMID, nil) }

  /// Attaches it for as long as `body` runs; `write` puts bytes into it.
  package func attached<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) throws -> Result {
    var status = shmid_ds()
    try checked { shmctl(number, IPC_STAT, &status) }
    let start = try attach()
    defer { shmdt(start) }
    // A child that another test forks would attach it too, for a moment.
    try checked { madvise(start, Int(status.shm_segsz), MADV_DONTFORK) }
    return try body(UnsafeMutableRawBufferPointer(start: start, count: Int(status.shm_segsz)))
  }

  /// The kernel's row about it; `nil` where it is gone.
  package func row() throws -> String? {
    try Self.lines().first { line in
      let words = line.split(separator: " ")
      return words.count > 1 && words[1] == "\(number)"
    }
  }

  /// The names of the columns of the kernel's table.
  static func header() throws -> String? { try lines().first }

  /// The kernel's table, a row a line.
  private static func lines() throws -> [String] {
    let file = try FileDescriptor.open("/proc/sysvipc/shm", .readOnly, options: .closeOnExec)
    return try file.closeAfter {
      var bytes: [UInt8] = []
      var step = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = try step.withUnsafeMutableBytes { try file.read(into: $0) }
        if count == 0 { break }
        bytes += step[..<count]
      }
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }
}
