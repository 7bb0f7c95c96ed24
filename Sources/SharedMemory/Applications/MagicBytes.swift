internal import Kernel

/// Bytes in a segment that identify the application that created it.
struct MagicBytes: Hashable, Sendable {
  /// Their position in the segment.
  enum Position: Hashable, Sendable {
    case start
    /// This many bytes before the end.
    case beforeEnd(UInt64)
  }

  let position: Position
  let bytes: [UInt8]
  /// The offset of the creator's PID from the start of the magic bytes; `nil` if there is none.
  ///
  /// The PID is four bytes in this host's byte order.
  var process: Int?
  /// Whether they are the start of the header of PostgreSQL's System V segment.
  var isPostgreSQL = false

  /// Looks for the bytes in a segment of `size` bytes; `nil` if they are not there.
  ///
  /// `read` returns at most a given number of bytes at an offset.
  func match(size: UInt64, _ read: (UInt64, Int) -> [UInt8]) -> NamePattern.Match? {
    let count = max(bytes.count, process.map { $0 + 4 } ?? 0)
    let offset: UInt64
    switch position {
    case .start: offset = 0
    case .beforeEnd(let distance):
      guard distance <= size else { return nil }
      offset = size - distance
    }
    let found = read(offset, count)
    guard found.starts(with: bytes) else { return nil }
    guard let process, found.count >= process + 4 else { return NamePattern.Match() }
    var number: Int32 = 0
    withUnsafeMutableBytes(of: &number) { $0.copyBytes(from: found[process..<(process + 4)]) }
    return NamePattern.Match(processes: number > 0 ? [ProcessID(rawValue: number)] : [])
  }
}
