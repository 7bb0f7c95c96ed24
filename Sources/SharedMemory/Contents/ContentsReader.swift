package import SystemPackage

/// A segment that is open for looking at its bytes.
///
/// While it is open, a removed segment's memory stays: close it as soon as the segment is gone.
package final class ContentsReader: Sendable {
  /// How the bytes are reached, and what that does to the segment.
  package let way: ContentsWay
  let source: Source

  enum Source: Sendable {
    case file(FileDescriptor)
    case attachment(SystemVAttachment)
  }

  init(way: ContentsWay, source: Source) {
    self.way = way
    self.source = source
  }

  deinit {
    if case .file(let file) = source { try? file.close() }
  }

  /// The bytes from `offset` on, at most `count`; fewer where the segment ends.
  ///
  /// Pages that the segment does not have are read as zeros and not made. The C function is
  /// `pread`: a mapping would make pages, and would end the program if the segment shrank.
  package func read(at offset: UInt64, count: Int) throws(Errno) -> [UInt8] {
    guard let start = Int64(exactly: offset) else { return [] }
    switch source {
    case .file(let file): return try file.read(count, at: start)
    case .attachment(let attachment): return try attachment.read(count, at: start)
    }
  }
}

extension FileDescriptor {
  /// Up to `count` bytes at an offset; fewer only where the file ends.
  func read(_ count: Int, at offset: Int64) throws(Errno) -> [UInt8] {
    // No file reaches beyond the largest offset, and the kernel refuses to look there.
    let count = min(count, Int(Int64.max - offset))
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    do {
      while done < count {
        let got = try bytes.withUnsafeMutableBytes { buffer in
          try read(
            fromAbsoluteOffset: offset + Int64(done),
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...]))
        }
        if got == 0 { break }
        done += got
      }
    } catch { throw error as? Errno ?? .ioError }
    bytes.removeLast(count - done)
    return bytes
  }
}
