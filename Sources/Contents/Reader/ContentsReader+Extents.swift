internal import Kernel
package import SystemPackage

extension ContentsReader {
  /// The current number of bytes.
  package func size() throws(Errno) -> UInt64 {
    switch source {
    case .file(let file): try FileStatus(of: file).size
    case .attachment(let attachment): UInt64(attachment.size)
    }
  }

  /// The number of bytes of a file; `path` is for errors.
  ///
  /// Throws ``PathRefusal/sizeUnknown(_:)`` if the last byte cannot be read, or one after it can.
  package func certainSize(of path: FilePath) throws(PathRefusal) -> UInt64 {
    guard case .file(let file) = source else { throw .notRegular(path) }
    let (size, hasLast, hasMore): (UInt64, Bool, Bool)
    do throws(Errno) {
      size = try self.size()
      hasLast = size == 0 ? true : try Self.hasByte(file, at: size - 1)
      hasMore = try Self.hasByte(file, at: size)
    } catch {
      throw .failed(path, error)
    }
    guard hasLast && !hasMore else { throw .sizeUnknown(path) }
    return size
  }

  private static func hasByte(_ file: FileDescriptor, at offset: UInt64) throws(Errno) -> Bool {
    guard let offset = Int64(exactly: offset) else { return false }
    var byte: UInt8 = 0
    return try throwingErrno {
      try withUnsafeMutableBytes(of: &byte) { try file.fill($0, from: offset) } > 0
    }
  }

  /// The data or the hole that begins at an offset; `nil` after the end.
  ///
  /// Nothing is read. The extent after it can be of the same kind: an attachment is examined in
  /// parts, so that a caller can stop. The C functions are `lseek` and `mincore`.
  package func extent(at offset: UInt64) throws(Errno) -> Extent? {
    let size = try size()
    guard offset < size else { return nil }
    switch source {
    case .file(let file):
      guard let data = try file.nextOffset(of: .data, from: offset) else {
        // No data follows, or the file has shrunk since its size was read.
        let end = try self.size()
        return offset < end ? Extent(range: offset..<end, isHole: true) : nil
      }
      if data > offset {
        return Extent(range: offset..<max(offset + 1, min(size, data)), isHole: true)
      }
      let hole = try file.nextOffset(of: .hole, from: offset) ?? size
      return Extent(range: offset..<max(offset + 1, min(size, hole)), isHole: false)
    case .attachment(let attachment):
      let (isPresent, end) = try attachment.run(from: Int(offset))
      return Extent(range: offset..<UInt64(end), isHole: !isPresent)
    }
  }

  /// The first offset at or after `offset` that is data, or that is not examined yet.
  ///
  /// `nil` if only a hole follows.
  package func nextData(from offset: UInt64) throws(Errno) -> UInt64? {
    switch source {
    case .file(let file): return try file.nextOffset(of: .data, from: offset)
    case .attachment(let attachment):
      guard offset < UInt64(attachment.size) else { return nil }
      let (isPresent, end) = try attachment.run(from: Int(offset))
      if isPresent { return offset }
      return end < attachment.size ? UInt64(end) : nil
    }
  }

  /// The end of the last part before `limit` that is data, or that is not examined yet.
  ///
  /// `nil` if only a hole is before it.
  package func endOfData(before limit: UInt64) throws(Errno) -> UInt64? {
    let limit = min(limit, try size())
    switch source {
    case .file(let file): return try file.endOfData(before: limit)
    case .attachment(let attachment):
      let (isPresent, start) = try attachment.run(before: Int(limit))
      if isPresent { return limit }
      return start > 0 ? UInt64(start) : nil
    }
  }
}

extension ContentsReader: ContentsSource {
  /// Like ``extent(at:)``, but the end of data is looked for page by page, up to `limit`.
  ///
  /// To find the next hole at once, the kernel would go through all data before it.
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

  /// Whether some pages of a range are in swap; `false` if the kernel does not say.
  ///
  /// It is asked only while the host has something in swap. The C function is `cachestat`.
  package func hasSwappedPages(in range: Range<UInt64>) -> Bool {
    guard !range.isEmpty, case .file(let file) = source else { return false }
    return file.hasSwappedPages(in: range)
  }

  package var holeAlignment: UInt64? {
    switch source {
    case .file: nil
    case .attachment: 1 << 28
    }
  }
}

extension FileDescriptor {
  /// Whether some pages of the file, or of a range of it, are in swap; see
  /// ``ContentsReader/hasSwappedPages(in:)``.
  func hasSwappedPages(in range: Range<UInt64>? = nil) -> Bool {
    guard HostSwap.used() != 0 else { return false }
    let cache = FileCapabilities.use(for: .reading) { try? PageCache(of: self, in: range) }
    return cache.map { $0.swapped > 0 } ?? false
  }
}

extension FileDescriptor {
  /// The end of the last data before `limit`; `nil` if there is none.
  ///
  /// The kernel only searches forward, but skips a hole of any size at once. So this goes back in
  /// steps that double, until data follows. Then a binary search finds the last data.
  fileprivate func endOfData(before limit: UInt64) throws(Errno) -> UInt64? {
    var step = pageGranularity
    var empty = limit
    var data: UInt64?
    while data == nil, empty > 0 {
      let start = (limit - min(limit, step)) / pageGranularity * pageGranularity
      data = try nextOffset(of: .data, from: start).flatMap { $0 < limit ? $0 : nil }
      if data == nil { empty = start }
      step = step.addingSaturated(step)
    }
    guard let data else { return nil }
    // Page numbers: `last` has data, and from `end` on there is none before the limit.
    var last = data / pageGranularity
    var end = (empty - 1) / pageGranularity + 1
    while last + 1 < end {
      let middle = last + (end - last) / 2
      if let data = try nextOffset(of: .data, from: middle * pageGranularity), data < limit {
        last = data / pageGranularity
      } else {
        end = middle
      }
    }
    return min(limit, (last + 1) * pageGranularity)
  }
}
