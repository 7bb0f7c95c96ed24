internal import Contents
internal import Kernel
package import SharedMemory
package import SystemPackage

/// Makes segments again that were saved; nothing that is there is ever replaced.
///
/// Why: Decisions/32-restore.md
package enum Restoration {
  /// Why a segment was not made, as data; words are made at the edge.
  package enum Refusal: Error, Hashable, Sendable {
    /// Its name or key is another segment's.
    case nameTaken
    /// There are so many bytes, not those that it had.
    case wrongSize(UInt64)
    /// `kernel.shm_rmid_forced` is on: it would go as soon as its bytes are in it.
    case wouldNotStay
    /// Somebody wanted it to stop.
    case interrupted
    /// The saved bytes could not be read.
    case unreadable(Errno)
    /// The system said something else.
    case failed(Errno)
  }

  /// Something of a segment that was made all the same.
  package enum Warning: Hashable, Sendable {
    case owner(Errno)
    case mode(Errno)
  }

  /// Makes a segment with the bytes of a file, and returns what it is and what of it could not be made.
  ///
  /// Where that fails, or `shouldContinue` says no, nothing of it is left. Holes of the file are holes of the
  /// segment.
  package static func make(
    _ metadata: SegmentMetadata, from bytes: SavedFile, root: FilePath = "/",
    while shouldContinue: @escaping () -> Bool = { true }
  ) throws(Refusal) -> (id: SegmentID, warnings: [Warning]) {
    let size: UInt64
    do throws(Errno) { size = try FileStatus(of: bytes.file).size } catch {
      throw .unreadable(error)
    }
    guard size == metadata.size else { throw .wrongSize(size) }
    let source = Source(file: bytes, shouldContinue: shouldContinue)
    switch metadata.place {
    case .posix(let name): return try make(metadata, named: name, from: source, root: root)
    case .systemV(let key): return try make(metadata, key: key, from: source)
    }
  }

  /// Bytes to copy, as long as somebody wants that.
  struct Source {
    let file: SavedFile
    let shouldContinue: () -> Bool
  }

  /// Copies all bytes.
  static func copy(
    _ bytes: Source, of metadata: SegmentMetadata, into sink: inout some ContentsSink
  ) throws(Refusal) {
    let end: UInt64
    do throws(CopyError) {
      end = try SavedFileReader.copy(bytes, 0..<metadata.size, into: &sink)
    } catch {
      switch error {
      case .reading(let error): throw .unreadable(error)
      case .format(let error): throw .failed(error)
      }
    }
    guard bytes.shouldContinue() else { throw .interrupted }
    guard end == metadata.size else { throw .wrongSize(end) }
    do throws(Errno) { try sink.finish() } catch { throw .failed(error) }
  }
}

/// Reads a saved file as a segment is read, from extent to extent.
private enum SavedFileReader {
  static func copy(
    _ saved: Restoration.Source, _ range: Range<UInt64>, into sink: inout some ContentsSink
  ) throws(CopyError) -> UInt64 {
    let copy: FileDescriptor
    do throws(Errno) {
      copy = try throwingErrno { try saved.file.file.duplicate() }
    } catch {
      throw .reading(error)
    }
    // The reader closes its own.
    return try ContentsReader(file: copy).copy(range, into: &sink) { _ in
      saved.shouldContinue()
    }
  }
}
