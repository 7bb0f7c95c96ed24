package import Contents
private import Glibc
internal import Kernel
package import SharedMemory
internal import SystemPackage

/// A segment whose bytes are written in place, with `pwrite` and within its size.
///
/// It is never written through a mapping: a store would crash the program if the segment shrank, or if its file
/// system were full. A System V segment is written through the mapping of another process (`map_files`), which
/// moves none of its times, or else it is attached for the moment.
///
/// Why: Decisions/97-bytes-are-written-in-place.md
package struct SegmentWriter {
  private enum Place {
    case file(OwnedFile)
    case attachment(SystemVIdentity, Segment)
  }

  private let place: Place

  /// Opens a segment, if it is still the one that was selected.
  package static func open(
    _ segment: Segment, accepting accepted: AccessMethod.SideEffects
  ) throws(WriteError) -> SegmentWriter {
    let target = try opening { () throws(ChangeError) in try ChangeTarget.find(segment) }
    switch (segment.identity, target) {
    case (.systemV(let identity), .systemV(_, _, let attachments)):
      return try open(segment, identity, attachments, accepting: accepted)
    case (_, .systemV): throw .notOpened(.replaced)
    case (_, .file(let found)):
      let file = try opening { () throws(ChangeError) in try found.open(O_RDWR) }
      if !FileSeals(of: file.file).isDisjoint(with: .write) { throw .sealed }
      if Self.isInHugePages(file) { throw .inHugePages }
      return SegmentWriter(place: .file(file))
    }
  }

  private static func isInHugePages(_ file: OwnedFile) -> Bool {
    (try? FileSystemUsage(of: file.file).type) == .hugetlbfs
  }

  private static func opening<Value>(
    _ open: () throws(ChangeError) -> Value
  ) throws(WriteError) -> Value {
    do throws(ChangeError) { return try open() } catch { throw .notOpened(error) }
  }

  private static func open(
    _ segment: Segment, _ identity: SystemVIdentity, _ attachments: UInt64,
    accepting accepted: AccessMethod.SideEffects
  ) throws(WriteError) -> SegmentWriter {
    if attachments > 0, let (_, opened) = AttachedSegment(identity).open(O_RDWR) {
      let file = OwnedFile(opened)
      if !isInHugePages(file) { return SegmentWriter(place: .file(file)) }
    }
    // The detach could be the last one.
    if attachments == 0 && ShmRmidForced.isEnabled(root: "/") != false { throw .wouldDestroy }
    if accepted < .attachAndDetach { throw .hasSideEffects(.attachAndDetach) }
    return SegmentWriter(place: .attachment(identity, segment))
  }

  /// The bytes of a range, which must be within the size.
  package func read(_ range: Range<UInt64>) throws(WriteError) -> [UInt8] {
    // Through an attachment for writing, a hole would be allocated. If pages are in swap, it cannot be told.
    if case .attachment(_, let segment) = place,
      let reader = try? ContentsReader.open(segment, accepting: .staysAttached),
      let bytes = try? reader.read(at: range.lowerBound, count: range.count),
      bytes.count == range.count
    {
      return bytes
    }
    return try withFile { file, start, size throws(WriteError) in
      guard range.upperBound <= size else { throw .beyondEnd(size: size) }
      return try Self.read(range.count, from: file, start + Int64(range.lowerBound))
    }
  }

  /// Throws the error that writing would, as far as it is known before; a segment that has to be attached is
  /// attached for the moment.
  package func check() throws(WriteError) { try withFile { _, _, _ throws(WriteError) in } }

  private static func read(
    _ count: Int, from file: FileDescriptor, _ offset: Int64
  ) throws(WriteError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    do throws(Errno) {
      let got = try throwingErrno {
        try bytes.withUnsafeMutableBytes { try file.fill($0, from: offset) }
      }
      if got < count { throw .ioError }
      return bytes
    } catch {
      throw .notOpened(.failed(error))
    }
  }

  /// Writes bytes at an offset, if they are within the size and `expected` stands there now.
  ///
  /// Another process can still write between that look and the write: no call does both. Signals that end or
  /// stop the program wait until all is written.
  package func write(
    _ bytes: [UInt8], at offset: UInt64, expecting expected: [UInt8]?
  ) throws(WriteError) {
    try DelayedSignals.perform(delaying: DelayedSignals.ends + DelayedSignals.stops) {
      () throws(WriteError) in
      try withFile { file, start, size throws(WriteError) in
        let place = start + Int64(offset)
        for count in [bytes.count, expected?.count ?? 0]
        where !Self.fits(count, at: offset, in: size) { throw .beyondEnd(size: size) }
        if let expected {
          let found = try Self.read(expected.count, from: file, place)
          if found != expected { throw .unexpected }
        }
        try Self.write(bytes, to: file, place)
      }
    }
  }

  /// Whether so many bytes at an offset are within a size.
  package static func fits(_ count: Int, at offset: UInt64, in size: UInt64) -> Bool {
    offset <= size && UInt64(count) <= size - offset
  }

  private static func write(
    _ bytes: [UInt8], to file: FileDescriptor, _ place: Int64
  ) throws(WriteError) {
    var done = 0
    do throws(Errno) {
      while done < bytes.count {
        let count = try throwingErrno {
          try bytes.withUnsafeBytes {
            try file.writeSome(
              UnsafeRawBufferPointer(rebasing: $0[done...]), at: place + Int64(done))
          }
        }
        if count == 0 { throw .noSpace }
        done += count
      }
    } catch {
      throw .stopped(written: done, error)
    }
  }

  /// Calls `body` with a file, the place in it where the segment begins, and the segment's size.
  private func withFile<Value>(
    _ body: (FileDescriptor, Int64, UInt64) throws(WriteError) -> Value
  ) throws(WriteError) -> Value {
    switch place {
    case .file(let file):
      let size: UInt64
      do throws(Errno) { size = try FileStatus(of: file.file).size } catch {
        throw .notOpened(ChangeError(error))
      }
      return try body(file.file, 0, size)
    case .attachment(let identity, _):
      let attachment: WritableAttachment
      do throws(ChangeError) { attachment = try WritableAttachment(identity) } catch {
        throw .notOpened(error)
      }
      return try body(attachment.memory.file, attachment.start, attachment.size)
    }
  }
}
