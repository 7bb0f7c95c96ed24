internal import Kernel
internal import SystemPackage

/// A block of a segment's bytes that was read, and its holes.
struct ContentsBlock {
  let start: UInt64
  let bytes: [UInt8]
  /// For each page, whether it is a hole, which was not read and is zeros in ``bytes``.
  let holes: [Bool]

  /// The size for long runs, in bytes: small enough to stay in the processor's cache.
  static let large: UInt64 = 1 << 16
  /// The size for single rows, in bytes.
  static let small = pageGranularity

  var end: UInt64 { start + UInt64(bytes.count) }

  /// Reads the block of `size` bytes that contains an offset; `end` is the end of the segment.
  init(
    at offset: UInt64, _ size: UInt64, of source: some ContentsSource, end: UInt64
  ) throws(Errno) {
    start = offset - offset % size
    let end = min(end, start + size)
    var bytes = [UInt8](repeating: 0, count: Int(end - start))
    var holes: [Bool] = []
    var position = start
    while position < end, let extent = try source.extent(at: position, upTo: end) {
      let part = extent.range.clamped(to: position..<end)
      guard !part.isEmpty else { break }
      if !extent.isHole {
        let first = start
        _ = try throwingErrno {
          try bytes.withUnsafeMutableBytes { buffer in
            let room = buffer[Int(part.lowerBound - first)..<Int(part.upperBound - first)]
            return try source.read(at: part.lowerBound, into: .init(rebasing: room))
          }
        }
      }
      let pages = (part.upperBound - start + pageGranularity - 1) / pageGranularity
      holes += Array(repeating: extent.isHole, count: max(0, Int(pages) - holes.count))
      position = part.upperBound
    }
    self.bytes = bytes
    self.holes = holes
  }

  func isHole(at offset: UInt64) -> Bool {
    let page = Int((offset - start) / pageGranularity)
    return page < holes.count && holes[page]
  }

  /// The data around an offset, up to the nearest holes or the ends of the block.
  func data(around offset: UInt64) -> Range<UInt64> {
    let page = Int((offset - start) / pageGranularity)
    let next = holes[min(holes.count, page)...].firstIndex(of: true)
    let last = holes[..<min(holes.count, page)].lastIndex(of: true)
    return
      (start + UInt64(last.map { $0 + 1 } ?? 0) * pageGranularity)..<min(
        end, next.map { start + UInt64($0) * pageGranularity } ?? end)
  }

  /// Calls a closure with the bytes of a range in this block.
  func withBytes<Value>(
    of range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) -> Value
  ) -> Value {
    bytes.withUnsafeBytes {
      body(.init(rebasing: $0[Int(range.lowerBound - start)..<Int(range.upperBound - start)]))
    }
  }
}
