internal import Kernel

/// Bytes by which the maker of a segment can be told, whatever its name.
struct MagicBytes: Hashable, Sendable {
  /// Where in the segment they are.
  enum Place: Hashable, Sendable {
    case start
    /// So many bytes before the end.
    case beforeEnd(UInt64)
  }

  let place: Place
  let bytes: [UInt8]
  /// How far behind the start of the mark the number of the process stands that made the segment,
  /// in four bytes of this host's order; `nil` if there is none.
  var process: Int?
  /// Whether PostgreSQL begins its System V segment with it.
  var isPostgreSQL = false

  /// The process that the bytes give as the maker, in ``Match/process``; `nil` if they are others.
  func match(size: UInt64, _ read: (UInt64, Int) -> [UInt8]) -> NamePattern.Match? {
    let count = max(bytes.count, process.map { $0 + 4 } ?? 0)
    let offset: UInt64
    switch place {
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
    return NamePattern.Match(process: number > 0 ? ProcessID(rawValue: number) : nil)
  }
}
