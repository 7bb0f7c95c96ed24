private import Glibc
package import SystemPackage

/// A sink that passes the bytes of a segment on, and computes their checksum.
package struct ChecksumSink<Sink: ContentsSink>: ContentsSink {
  /// The sink that gets the bytes.
  package private(set) var sink: Sink
  private var digest = SHA256()
  private var position: UInt64 = 0
  /// The bytes of a block that has begun.
  private var block: [UInt8] = []

  /// A sink before `sink`, which is empty.
  package init(before sink: Sink) { self.sink = sink }

  /// The checksum of the bytes so far.
  package var checksum: ContentsChecksum {
    var copy = self
    copy.padBlock()
    return ContentsChecksum(copy.digest)
  }

  package var longestHole: UInt64 { sink.longestHole }

  package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    try sink.write(bytes)
    var bytes = bytes[...]
    while !bytes.isEmpty {
      if block.isEmpty && bytes.count >= Self.blockSize {
        add(UnsafeRawBufferPointer(rebasing: bytes.prefix(Self.blockSize)), at: position)
        position += UInt64(Self.blockSize)
        bytes = bytes.dropFirst(Self.blockSize)
      } else {
        let part = bytes.prefix(Self.blockSize - block.count)
        append(part)
        bytes = bytes.dropFirst(part.count)
      }
    }
  }

  package mutating func writeHole(_ count: UInt64) throws(Errno) {
    try sink.writeHole(count)
    var count = count
    let room = UInt64(Self.blockSize - block.count)
    if !block.isEmpty {
      let part = min(count, room)
      append(repeatElement(0, count: Int(part)))
      count -= part
    }
    // Whole blocks of zeros do not count.
    let rest = count % UInt64(Self.blockSize)
    position += count - rest
    append(repeatElement(0, count: Int(rest)))
  }

  package mutating func finish() throws(Errno) { try sink.finish() }

  /// Adds bytes to a block that has begun, or begins one.
  private mutating func append(_ bytes: some Collection<UInt8>) {
    block += bytes
    position += UInt64(bytes.count)
    if block.count == Self.blockSize { padBlock() }
  }

  /// Completes a block that has begun.
  private mutating func padBlock() {
    guard !block.isEmpty else { return }
    let start = position - UInt64(block.count)
    let whole = block + [UInt8](repeating: 0, count: Self.blockSize - block.count)
    whole.withUnsafeBytes { add($0, at: start) }
    block = []
  }

  private mutating func add(_ block: UnsafeRawBufferPointer, at start: UInt64) {
    // All bytes are equal to the next one, and the first is zero.
    guard let base = block.baseAddress,
      block[0] != 0 || memcmp(base, base + 1, block.count - 1) != 0
    else { return }
    withUnsafeBytes(of: start.littleEndian) { digest.update($0) }
    digest.update(block)
  }

  private static var blockSize: Int { 4096 }
}
