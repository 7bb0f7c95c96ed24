package import SystemPackage

/// Where bytes of a segment go, one after the other.
package protocol ContentsSink: ~Copyable {
  /// Takes bytes.
  mutating func take(_ bytes: UnsafeRawBufferPointer) throws(Errno)
  /// Takes so many zeros, which are a hole in the segment.
  mutating func take(zeros count: UInt64) throws(Errno)
  /// Takes note that nothing more comes.
  mutating func finish() throws(Errno)
  /// How many zeros it can be given at a time without taking long.
  var zerosAtOnce: UInt64 { get }
}

extension ContentsSink where Self: ~Copyable {
  package var zerosAtOnce: UInt64 { .max }
}

/// What kept bytes from getting where they were to go.
package enum CopyError: Error, Hashable, Sendable {
  case reading(Errno)
  case format(Errno)
}

extension ContentsReader {
  /// Gives the bytes of a range to a sink, and says where it stopped.
  ///
  /// That is before the end of the range where the segment ends before it, or where `shouldContinue` says
  /// no; it is asked again and again, with the place that is reached. Holes are not read. The sink
  /// is finished by who made it.
  package func copy(
    _ range: Range<UInt64>, into sink: inout some ContentsSink & ~Copyable,
    while shouldContinue: (UInt64) -> Bool
  ) throws(CopyError) -> UInt64 {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.pieceSize, alignment: Int(pageGranularity))
    defer { buffer.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let extent = try reading({ () throws(Errno) in try extent(at: offset) }) else { break }
      let part = extent.range.clamped(to: range)
      if extent.isHole {
        let zeros = min(sink.zerosAtOnce, part.upperBound - offset)
        try format { () throws(Errno) in try sink.take(zeros: zeros) }
        offset += zeros
        guard shouldContinue(offset) else { return offset }
        continue
      }
      while offset < part.upperBound {
        let wanted = Int(min(UInt64(buffer.count), part.upperBound - offset))
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
        let got = try reading { () throws(Errno) in try read(at: offset, into: room) }
        try format { () throws(Errno) in
          try sink.take(UnsafeRawBufferPointer(rebasing: room[..<got]))
        }
        offset += UInt64(got)
        guard got == wanted, shouldContinue(offset) else { return offset }
      }
    }
    return offset
  }

  /// Small enough to stay in a processor's cache between reading and writing.
  private static var pieceSize: Int { 1 << 17 }

  private func reading<Value>(
    _ body: () throws(Errno) -> Value
  ) throws(CopyError) -> Value {
    do { return try body() } catch { throw .reading(error) }
  }

  private func format(_ body: () throws(Errno) -> Void) throws(CopyError) {
    do { try body() } catch { throw .format(error) }
  }
}
