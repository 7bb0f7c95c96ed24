private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// A segment that is open for reading its bytes.
///
/// While it is open, the memory of a removed segment is not freed: close it as soon as the segment
/// is gone.
///
/// Why: Decisions/19-reading-with-pread.md
package final class ContentsReader: Sendable {
  /// The method by which the bytes are accessed, with its side effects.
  package let method: AccessMethod
  let source: Source
  /// The directory that contains `proc` and `dev/shm`.
  let root: FilePath

  enum Source: Sendable {
    case file(FileDescriptor)
    case attachment(SystemVAttachment)
  }

  init(method: AccessMethod, source: Source, root: FilePath = "/") {
    self.method = method
    self.source = source
    self.root = root
  }

  /// A reader of an open file, such as a saved segment; it closes the file.
  package convenience init(file: FileDescriptor) {
    self.init(method: .file, source: .file(file))
  }

  deinit {
    if case .file(let file) = source { try? file.close() }
  }

  /// When the file was last written or resized through a descriptor; `nil` if it is not a file.
  package var modifyTime: Timestamp? {
    guard method.isFile, case .file(let file) = source else { return nil }
    return try? FileStatus(of: file).modify
  }

  /// The extended attributes of the file; `nil` if it is not a file in `/dev/shm`, or does not tell.
  package var attributes: [ExtendedAttribute]? {
    guard method.isFile, case .file(let file) = source else { return nil }
    return try? ExtendedAttribute.all(of: file)
  }

  /// At most `count` bytes at `offset`; fewer at the end of the segment.
  ///
  /// Holes read as zeros, and no page is allocated for them.
  package func read(at offset: UInt64, count: Int) throws(Errno) -> [UInt8] {
    // Allocates no more memory than there are bytes.
    let size = try size()
    guard offset < size else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(min(UInt64(count), size - offset)))
    let got = try throwingErrno {
      try bytes.withUnsafeMutableBytes { try read(at: offset, into: $0) }
    }
    bytes.removeLast(bytes.count - got)
    return bytes
  }

  /// Reads the bytes at `offset` into `buffer`, and returns their number.
  ///
  /// It is smaller than the buffer only at the end of the segment. The C function is `pread`: reading
  /// a mapping would allocate pages, and would crash the program if the segment shrank.
  package func read(
    at offset: UInt64, into buffer: UnsafeMutableRawBufferPointer
  ) throws(Errno) -> Int {
    guard let start = Int64(exactly: offset) else { return 0 }
    switch source {
    case .file(let file): return try file.fill(buffer, from: start)
    case .attachment(let attachment): return try attachment.read(into: buffer, at: start)
    }
  }
}

extension ContentsReader {
  /// Whether nothing but this reader keeps the segment's memory, as far as can be seen.
  ///
  /// The segment then has no name and no other holder.
  package func isLastReference(with segment: Segment) -> Bool {
    switch (segment.identity, source) {
    case (.posix, .file(let file)):
      return (try? FileStatus(of: file))?.links == 0
    case (.unlinked(_, let file), _), (.memfd(_, let file), _):
      // If there are new holders that the row does not list, closing does no harm.
      return !SegmentFile.isHeld(file, by: segment.holders ?? [], root: root)
    case (.systemV(let identity), _):
      do throws(Errno) {
        let (_, mode, attachments) = try SystemVStatus.read(identity.shmID, root: root)
        return mode.isRemoved && attachments <= (method.sideEffects >= .staysAttached ? 1 : 0)
      } catch {
        switch error {
        case .noSuchFileOrDirectory, .identifierRemoved, .invalidArgument: return true
        default: return false
        }
      }
    case (.posix, .attachment):
      return true
    }
  }
}
