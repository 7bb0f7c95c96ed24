internal import SystemPackage

/// An output buffer: collects bytes and hands them over in large pieces.
///
/// It manages its memory itself, because an array checks before every write whether it is shared.
struct ByteStream: ~Copyable {
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  /// How many bytes are collected.
  private(set) var count = 0
  private let drain: (([UInt8]) throws(Errno) -> Void)?

  /// Bytes that are collected before they are handed over.
  private static var capacity: Int { 1 << 16 }

  /// A buffer that hands its bytes to `drain`, or keeps them all if that is `nil`.
  init(_ drain: (([UInt8]) throws(Errno) -> Void)? = nil) {
    self.drain = drain
    buffer = .allocate(capacity: Self.capacity + 4096)
  }

  deinit { buffer.deallocate() }

  /// Hands over the collected bytes if the buffer is full.
  mutating func drainIfLarge() throws(Errno) {
    if count >= Self.capacity { try finish() }
  }

  /// Hands over the collected bytes.
  mutating func finish() throws(Errno) {
    guard let drain, count > 0 else { return }
    try drain(gathered)
    count = 0
  }

  /// Hands over other bytes directly; the buffer must be empty.
  func pass(_ bytes: [UInt8]) throws(Errno) { try drain?(bytes) }

  /// A copy of the collected bytes.
  var gathered: [UInt8] { copy(from: 0) }

  /// A copy of the collected bytes after the first `start`.
  func copy(from start: Int) -> [UInt8] { Array(buffer[start..<count]) }

  @inline(__always)
  mutating func write(_ byte: UInt8) {
    makeRoom(1)
    buffer[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    makeRoom(bytes.count)
    guard let end = buffer.baseAddress?.advanced(by: count), let start = bytes.baseAddress else {
      return
    }
    end.update(from: start, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  mutating func write(_ words: StaticString) { words.withUTF8Buffer { write($0) } }

  /// Writes a number in decimal.
  mutating func write(decimal number: UInt64) {
    var digits = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    makeRoom(digits)
    rest = number
    count += digits
    for position in 1...digits {
      buffer[count - position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  @inline(__always)
  private mutating func makeRoom(_ wanted: Int) {
    if buffer.count - count < wanted { grow(wanted) }
  }

  private mutating func grow(_ wanted: Int) {
    let larger = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 2 * buffer.count + wanted)
    _ = larger.update(fromContentsOf: buffer[..<count])
    buffer.deallocate()
    buffer = larger
  }
}
