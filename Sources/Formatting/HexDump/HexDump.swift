internal import Contents
package import SystemPackage

/// Bytes as `hexdump -C` writes them: rows of 16, a `*` for rows equal to the row before, and the
/// offset of the end.
package struct HexDump: ~Copyable, ContentsSink {
  private let drain: (UnsafeRawBufferPointer) throws(Errno) -> Void
  private let output = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 64)
  private var used = 0
  /// The offset of the next row.
  private var offset: UInt64
  /// The previous row, as two words; `nil` at the start.
  private var previous: SIMD2<UInt64>?
  private var isSqueezing = false
  /// The bytes of an incomplete row.
  private var partial = SIMD16<UInt8>()
  private var partialCount = 0

  /// The size of the output buffer; small enough for a processor's cache.
  private static var capacity: Int { 1 << 16 }

  /// A dump whose first byte is at `offset`; its text is handed to `drain`.
  package init(
    from offset: UInt64, _ drain: @escaping (UnsafeRawBufferPointer) throws(Errno) -> Void
  ) {
    self.offset = offset
    self.drain = drain
  }

  deinit { output.deallocate() }

  package mutating func write(_ bytes: UnsafeRawBufferPointer) throws(Errno) {
    var rest = bytes[...]
    while partialCount > 0, let byte = rest.popFirst() { try add(byte) }
    let whole = rest.count & ~(HexRow.width - 1)
    if let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress {
      try write(rows: start, count: whole)
    }
    for byte in rest.dropFirst(whole) { try add(byte) }
  }

  package mutating func writeHole(_ count: UInt64) throws(Errno) {
    var rest = count
    while rest > 0, partialCount > 0 {
      try add(0)
      rest -= 1
    }
    // The first row of zeros is written; the second becomes the `*`.
    var zeros = SIMD2<UInt64>()
    for _ in 0..<min(2, rest / UInt64(HexRow.width)) {
      try write(row: &zeros)
      rest -= UInt64(HexRow.width)
    }
    offset += rest & ~UInt64(HexRow.width - 1)
    for _ in 0..<(rest % UInt64(HexRow.width)) { try add(0) }
  }

  /// Writes the incomplete row, and the offset of the end.
  ///
  /// A dump of no bytes is its offset alone, as `hexdump` writes past the end of a file, or nothing
  /// if that is 0.
  package mutating func finish() throws(Errno) {
    try makeRoom()
    if partialCount > 0 {
      let bytes = partial
      used += withUnsafeBytes(of: bytes) { buffer in
        HexRow.write(
          UnsafeRawBufferPointer(rebasing: buffer[..<partialCount]), at: offset, to: output + used)
      }
      offset += UInt64(partialCount)
      partialCount = 0
    }
    try makeRoom()
    if offset > 0 {
      used += HexRow.write(offset: offset, to: output + used)
      newline()
    }
    try drainAll()
  }

  private mutating func write(rows start: UnsafeRawPointer, count: Int) throws(Errno) {
    var row = start
    let end = start + count
    while row < end {
      if isSqueezing, let previous {
        let same = Self.bytes(like: previous, from: row, to: end)
        offset += UInt64(same)
        row += same
        if row == end { return }
      }
      try write(row: row)
      row += HexRow.width
    }
  }

  private mutating func write(row: UnsafeRawPointer) throws(Errno) {
    let words = row.loadUnaligned(as: SIMD2<UInt64>.self)
    if words != previous {
      try makeRoom()
      used += HexRow.write(row, at: offset, to: output + used)
      previous = words
      isSqueezing = false
    } else if !isSqueezing {
      try makeRoom()
      (output + used).storeBytes(of: UInt8(ascii: "*"), as: UInt8.self)
      used += 1
      newline()
      isSqueezing = true
    }
    offset += UInt64(HexRow.width)
  }

  /// The length of the rows that equal the previous one; four rows are compared at a time.
  private static func bytes(
    like previous: SIMD2<UInt64>, from start: UnsafeRawPointer, to end: UnsafeRawPointer
  ) -> Int {
    var row = start
    while end - row >= 64 {
      var differences = SIMD2<UInt64>()
      for part in 0..<4 {
        differences |= (row + 16 * part).loadUnaligned(as: SIMD2<UInt64>.self) ^ previous
      }
      if differences[0] | differences[1] != 0 { break }
      row += 64
    }
    while row < end, row.loadUnaligned(as: SIMD2<UInt64>.self) == previous { row += 16 }
    return row - start
  }

  /// Adds a byte to the incomplete row.
  private mutating func add(_ byte: UInt8) throws(Errno) {
    partial[partialCount] = byte
    partialCount += 1
    guard partialCount == HexRow.width else { return }
    partialCount = 0
    var row = partial
    try write(row: &row)
  }

  private mutating func newline() {
    (output + used).storeBytes(of: UInt8(ascii: "\n"), as: UInt8.self)
    used += 1
  }

  private mutating func makeRoom() throws(Errno) {
    if used > Self.capacity - HexRow.longest { try drainAll() }
  }

  private mutating func drainAll() throws(Errno) {
    guard used > 0 else { return }
    try drain(UnsafeRawBufferPointer(start: output, count: used))
    used = 0
  }
}
