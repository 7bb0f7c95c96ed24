private import Glibc
package import Kernel
package import SharedMemory
package import SystemPackage

/// A segment that is open for looking at its bytes.
///
/// While it is open, a removed segment's memory stays: close it as soon as the segment is gone.
///
/// Why: Decisions/19-reading-with-pread.md
package final class ContentsReader: Sendable {
  /// How the bytes are reached, and what that does to the segment.
  package let method: AccessMethod
  let source: Source
  /// The directory that `proc` and `dev/shm` are looked for in.
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

  /// A reader of an open file, such as one that a segment was saved to; it closes the file.
  package convenience init(file: FileDescriptor) {
    self.init(method: .file, source: .file(file))
  }

  deinit {
    if case .file(let file) = source { try? file.close() }
  }

  /// When the file was last written or resized through a descriptor; `nil` for what is no file.
  package var modifyTime: Timestamp? {
    switch (method, source) {
    case (.file, .file(let file)), (.fileMovingAccessTime, .file(let file)):
      return try? FileStatus(of: file).modify
    default: return nil
    }
  }

  /// The bytes from `offset` on, at most `count`; fewer where the segment ends.
  ///
  /// Pages that the segment does not have are read as zeros and not made.
  package func read(at offset: UInt64, count: Int) throws(Errno) -> [UInt8] {
    // No more memory than there are bytes.
    let size = try size()
    guard offset < size else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(min(UInt64(count), size - offset)))
    let got = try throwingErrno {
      try bytes.withUnsafeMutableBytes { try read(at: offset, into: $0) }
    }
    bytes.removeLast(bytes.count - got)
    return bytes
  }

  /// Fills memory with the bytes from `offset` on and says how many there were; fewer than there is
  /// room for only where the segment ends.
  ///
  /// The C function is `pread`: a mapping would make pages, and would end the program if the segment
  /// shrank.
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
  /// Whether only this reader keeps the memory: the segment has no name any more and no other
  /// holder is seen.
  package func isLastReference(with segment: Segment) -> Bool {
    switch (segment.identity, source) {
    case (.posix, .file(let file)):
      return (try? FileStatus(of: file))?.links == 0
    case (.unlinked(_, let file), _), (.memfd(_, let file), _):
      // Others may have come since; closing what they hold too does no harm.
      return !Self.isHeld(file, by: segment.holders ?? [], root: root)
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
