private import Glibc
internal import SystemPackage

/// A System V segment of a test's own.
package struct SystemVSegment: Sendable {
  /// The number that the kernel gave it.
  package let number: Int32

  /// Makes a segment, and removes it after `body`.
  package static func with<Result>(
    size: Int, key: UInt32 = 0, mode: Int32 = 0o600,
    _ body: (SystemVSegment) throws -> Result
  ) throws -> Result {
    let segment = try SystemVSegment(size: size, key: key, mode: mode)
    defer { segment.remove() }
    return try body(segment)
  }

  /// Makes a segment that the caller has to remove.
  init(size: Int, key: UInt32 = 0, mode: Int32) throws {
    let create: Int32 = 0o1000
    let exclusive: Int32 = 0o2000
    number = try checked { shmget(key_t(bitPattern: key), size, create | exclusive | mode) }
  }

  /// Marks it to go with its last attachment.
  package func remove() { shmctl(number, IPC_RMID, nil) }

  /// Attaches it for as long as `body` runs; `write` puts bytes into it.
  package func attached<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws -> Result
  ) throws -> Result {
    var status = shmid_ds()
    try checked { shmctl(number, IPC_STAT, &status) }
    guard let start = shmat(number, nil, 0), start != UnsafeMutableRawPointer(bitPattern: -1) else {
      throw Errno(rawValue: errno)
    }
    defer { shmdt(start) }
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
