package import SystemPackage

/// Bytes on their way out, handed over in large pieces.
package struct ByteStream: ~Copyable {
  private var buffer: [UInt8] = []
  private let drain: ([UInt8]) throws(Errno) -> Void

  /// Bytes gather up to this number before they are handed over.
  private static var capacity: Int { 1 << 16 }

  /// A stream that gives its bytes to `drain`.
  package init(_ drain: @escaping ([UInt8]) throws(Errno) -> Void) {
    self.drain = drain
    buffer.reserveCapacity(Self.capacity + 4096)
  }

  /// Hands over what has gathered, if it is much.
  package mutating func drainIfLarge() throws(Errno) {
    if buffer.count >= Self.capacity { try finish() }
  }

  /// Hands over what has gathered.
  package mutating func finish() throws(Errno) {
    try drain(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func write(_ byte: UInt8) { buffer.append(byte) }

  mutating func write(_ bytes: [UInt8]) { buffer += bytes }

  mutating func write(_ words: StaticString) { words.withUTF8Buffer { buffer += $0 } }
}
