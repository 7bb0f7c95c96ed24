package import SystemPackage

/// What lines are made from: bytes and holes.
package protocol ContentsSource {
  /// How many bytes there are now.
  func size() throws(Errno) -> UInt64
  /// What is at an offset, data or a hole, and how far it goes; `nil` behind the end.
  ///
  /// Nobody looks further than the limit where that would take time.
  func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent?
  /// Where the hole begins that the byte before an offset lies in; no earlier than `floor`, or
  /// anywhere before that.
  func startOfHole(before limit: UInt64, notBefore floor: UInt64) throws(Errno) -> UInt64
  /// Fills memory from an offset on and says with how many bytes.
  func read(at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
  /// Holes are looked at in parts of this size where that takes longer the larger they are.
  var holePart: UInt64? { get }
}

extension ContentsReader: ContentsSource {
  /// As ``extent(at:)``, but page by page where there is data: asked for the next hole the kernel would
  /// count through all data before it.
  package func extent(at offset: UInt64, upTo limit: UInt64) throws(Errno) -> Extent? {
    let size = try size()
    guard offset < size else { return nil }
    switch source {
    case .file:
      let data = min(size, try nextData(from: offset) ?? size)
      if data > offset { return Extent(range: offset..<data, isHole: true) }
      let limit = max(offset + 1, min(limit, size))
      var end = offset - offset % pageGranularity + pageGranularity
      while end < limit, try nextData(from: end) == end { end += pageGranularity }
      return Extent(range: offset..<min(end, size), isHole: false)
    case .attachment(let attachment):
      let limit = max(offset + 1, min(limit, size))
      let (isPresent, end) = try attachment.run(from: Int(offset), upTo: Int(limit))
      return Extent(range: offset..<UInt64(end), isHole: !isPresent)
    }
  }

  package func startOfHole(
    before limit: UInt64, notBefore floor: UInt64
  ) throws(Errno) -> UInt64 {
    switch source {
    case .file: return try endOfData(before: limit) ?? 0
    case .attachment(let attachment):
      let limit = min(Int(limit), attachment.size)
      let (isPresent, start) = try attachment.run(before: limit, downTo: Int(floor))
      return isPresent ? UInt64(limit) : UInt64(start)
    }
  }

  package var holePart: UInt64? {
    switch source {
    case .file: nil
    case .attachment: 1 << 28
    }
  }
}
