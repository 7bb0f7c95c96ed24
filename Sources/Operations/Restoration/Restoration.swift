internal import Contents
package import Kernel
package import SharedMemory
package import SystemPackage

/// Restores segments from saved files; an existing segment is never replaced.
///
/// Why: Decisions/32-restore.md
package enum Restoration {
  /// Why a segment was not restored.
  package enum Refusal: Error, Hashable, Sendable {
    /// Another segment has its name or key.
    case nameTaken
    /// A segment with its key has mode 0 and no attachments, as a killed restore leaves one.
    case halfMade(ShmID)
    /// The file has this number of bytes, which is not the size of the segment.
    case wrongSize(UInt64)
    /// The bytes of the file are not those that were saved.
    case wrongBytes
    /// `kernel.shm_rmid_forced` is on: the segment would be destroyed after its bytes are written.
    case wouldBeDestroyed
    /// The caller stopped the restore.
    case interrupted
    /// The saved bytes could not be read.
    case unreadable(Errno)
    /// Any other error.
    case failed(Errno)
  }

  /// A property that a restored segment did not get back.
  package enum Warning: Hashable, Sendable {
    case owner(Errno)
    /// The creator of a System V segment.
    case creator(Errno)
    case mode(Errno)
    case accessControlList(Errno)
    /// The extended attribute with this name.
    case attribute([UInt8], Errno)
    /// The mode is narrower than the saved one, so that no user gains access.
    case narrowed(RestoredMode, Reason)

    /// Why a mode was narrowed.
    package enum Reason: Hashable, Sendable {
      case owner, creator, accessControlList
      /// The copy does not say whether the file had an access control list.
      case oldCopy
    }
  }

  /// Restores a segment with the bytes of a file, and returns its ID and warnings.
  ///
  /// If restoring fails, or `shouldContinue` returns `false`, nothing is left behind. Holes of the
  /// file become holes of the segment.
  package static func restore(
    _ metadata: SegmentMetadata, from bytes: SavedFile, root: FilePath = "/",
    while shouldContinue: @escaping () -> Bool = { true }
  ) throws(Refusal) -> (id: SegmentID, warnings: [Warning]) {
    let size: UInt64
    do throws(Errno) { size = try FileStatus(of: bytes.file).size } catch {
      throw .unreadable(error)
    }
    guard size == metadata.size else { throw .wrongSize(size) }
    let source = Source(file: bytes, shouldContinue: shouldContinue)
    switch metadata.name {
    case .posix(let name): return try restore(metadata, named: name, from: source, root: root)
    case .systemV(let key): return try restore(metadata, key: key, from: source)
    }
  }

  /// The file to copy from, and the function that stops the copy by returning `false`.
  struct Source {
    let file: SavedFile
    let shouldContinue: () -> Bool
  }

  /// Copies all bytes into a sink, compares their checksum, and finishes the sink.
  static func copy(
    _ bytes: Source, of metadata: SegmentMetadata, into sink: inout some ContentsSink
  ) throws(Refusal) {
    let end: UInt64
    var checked = ChecksumSink(before: sink)
    do throws(CopyError) {
      end = try SavedFileReader.copy(bytes, 0..<metadata.size, into: &checked)
    } catch {
      switch error {
      case .reading(let error): throw .unreadable(error)
      case .writing(let error): throw .failed(error)
      }
    }
    guard bytes.shouldContinue() else { throw .interrupted }
    guard end == metadata.size else { throw .wrongSize(end) }
    if let checksum = metadata.checksum, checksum != checked.checksum { throw .wrongBytes }
    sink = checked.sink
    do throws(Errno) { try sink.finish() } catch { throw .failed(error) }
  }
}

/// Reads a saved file like a segment, extent by extent.
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
    // The reader closes its own descriptor.
    return try ContentsReader(file: copy).copy(range, into: &sink) { _ in
      saved.shouldContinue()
    }
  }
}

extension Restoration {
  /// Restores a POSIX segment: creates a file without a name, and links it when it is complete.
  ///
  /// A partial segment is never visible, and a failure leaves nothing behind; see ``UnnamedFile``.
  static func restore(
    _ metadata: SegmentMetadata, named name: ShmName, from bytes: Source, root: FilePath
  ) throws(Refusal) -> (id: SegmentID, warnings: [Warning]) {
    let new: UnnamedFile
    do throws(Errno) { new = try UnnamedFile(name, root: root) } catch {
      throw error == .fileExists ? .nameTaken : .failed(error)
    }
    var sink = new.sink
    try copy(bytes, of: metadata, into: &sink)
    var access = RestoredAccess(new.file, metadata)
    access.restore()
    let inode: UInt64
    do throws(Errno) { inode = try new.publish().identity.inode } catch {
      throw error == .fileExists ? .nameTaken : .failed(error)
    }
    return (.posix(name, inode: inode), access.warnings)
  }

  static func attempt<Value>(
    _ body: () throws(Errno) -> Value
  ) throws(Refusal) -> Value {
    do throws(Errno) { return try body() } catch { throw .failed(error) }
  }
}
