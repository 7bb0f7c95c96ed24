package import Contents
package import Kernel
package import SharedMemory
package import SystemPackage

/// Saves copies of segments in a directory, from which ``Restoration`` restores them.
///
/// A copy is two files: the bytes, `NAME.raw`, and the metadata, `NAME.json`.
package struct Backup {
  /// A copy of a segment.
  package struct Copy: Hashable, Sendable {
    /// The file with the metadata; the file with the bytes is beside it.
    package let path: FilePath
    /// Whether the segment's modification time is the same as before the copy, or unknown.
    package let isUnchanged: Bool

    package init(path: FilePath, isUnchanged: Bool) {
      self.path = path
      self.isUnchanged = isUnchanged
    }
  }

  /// What was found while a segment was copied.
  package struct Facts: Hashable, Sendable {
    /// The extended attributes; `nil` if they could not be read, or do not exist for this kind.
    package let attributes: [ExtendedAttribute]?
    /// The checksum of the bytes that were written.
    package let checksum: ContentsChecksum

    package init(attributes: [ExtendedAttribute]?, checksum: ContentsChecksum) {
      self.attributes = attributes
      self.checksum = checksum
    }
  }

  /// Formats a segment's metadata as JSON, and passes the bytes to the function that writes them.
  package typealias MetadataWriter = (
    Segment, Facts, @escaping ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) -> Void

  private let directory: BackupDirectory
  private let accepted: AccessMethod.SideEffects
  private let writeMetadata: MetadataWriter
  private let consent: (Segment, AccessMethod.SideEffects) -> Bool
  private let shouldContinue: () -> Bool

  /// A backup that saves copies in `directory`.
  ///
  /// Reading may have the `accepted` side effects; `consent` is asked about any others. A copy stops
  /// if `shouldContinue` returns `false`.
  package init(
    in directory: BackupDirectory, accepting accepted: AccessMethod.SideEffects,
    metadata writeMetadata: @escaping MetadataWriter,
    consent: @escaping (Segment, AccessMethod.SideEffects) -> Bool = { _, _ in false },
    while shouldContinue: @escaping () -> Bool = { true }
  ) {
    self.directory = directory
    self.accepted = accepted
    self.writeMetadata = writeMetadata
    self.consent = consent
    self.shouldContinue = shouldContinue
  }

  /// Saves a segment's bytes and metadata, and waits until they are on the disk.
  ///
  /// If that fails, no copy is left behind. An existing file is never replaced or removed.
  package func save(_ segment: Segment) throws(BackupError) -> Copy {
    let files = try create(segment)
    do throws(BackupError) {
      let (isUnchanged, facts) = try copy(segment, into: files)
      try writeMetadata(of: segment, facts, into: files)
      try directory.flush()
      return Copy(path: files.metadata, isUnchanged: isUnchanged)
    } catch {
      files.bytesFile.discard()
      files.metadataFile.discard()
      throw error
    }
  }

  private struct Files {
    let bytes: FilePath
    let metadata: FilePath
    let bytesFile: ContentsFile
    let metadataFile: ContentsFile
  }

  /// Creates both files, with a name that is not in use: `NAME`, `NAME~1`, `NAME~2` and so on.
  private func create(_ segment: Segment) throws(BackupError) -> Files {
    let name = segment.fileName()
    var refusal = PathRefusal.failed(directory.path, .fileExists)
    for number in 0..<1000 {
      let stem = number == 0 ? name : name + Array("~\(number)".utf8)
      let (bytes, metadata) = (stem + Array(".raw".utf8), stem + Array(".json".utf8))
      do throws(PathRefusal) {
        let metadataFile = try directory.create(metadata)
        do throws(PathRefusal) {
          return Files(
            bytes: directory.path.appending(bytes: bytes),
            metadata: directory.path.appending(bytes: metadata),
            bytesFile: try directory.create(bytes), metadataFile: metadataFile)
        } catch {
          metadataFile.discard()
          throw error
        }
      } catch {
        refusal = error
        guard case .failed(_, .fileExists) = refusal else { break }
      }
    }
    throw BackupError(refusal)
  }

  /// Writes the bytes, and returns whether the segment seems unchanged since it was listed, and what
  /// was found.
  private func copy(
    _ segment: Segment, into files: Files
  ) throws(BackupError) -> (isUnchanged: Bool, facts: Facts) {
    let (reader, size) = try open(segment, accepting: accepted)
    guard size == segment.size else { throw .resized }
    var sink = ChecksumSink(before: files.bytesFile)
    let end: UInt64
    do throws(CopyError) {
      end = try reader.copy(0..<size, into: &sink) { _ in shouldContinue() }
    } catch {
      switch error {
      case .reading(let error): throw .unreadable(ContentsError(reading: error))
      case .writing(let error): throw .unwritable(files.bytes, error)
      }
    }
    guard end == size else { throw shouldContinue() ? .shrank : .interrupted }
    do throws(Errno) {
      try sink.finish()
      try files.bytesFile.flush()
    } catch {
      throw .unwritable(files.bytes, error)
    }
    let isUnchanged = reader.modifyTime == nil || reader.modifyTime == segment.times.modify
    return (isUnchanged, Facts(attributes: reader.attributes, checksum: sink.checksum))
  }

  /// Opens a segment for reading, and returns its size in bytes too.
  private func open(
    _ segment: Segment, accepting accepted: AccessMethod.SideEffects
  ) throws(BackupError) -> (reader: ContentsReader, size: UInt64) {
    do throws(ContentsError) {
      let reader = try ContentsReader.open(segment, accepting: accepted)
      do throws(Errno) { return (reader, try reader.size()) } catch { throw .failed(error) }
    } catch {
      guard case .hasSideEffects(let sideEffects) = error, sideEffects != accepted,
        consent(segment, sideEffects)
      else { throw .unreadable(error) }
      return try open(segment, accepting: sideEffects)
    }
  }

  private func writeMetadata(
    of segment: Segment, _ facts: Facts, into files: Files
  ) throws(BackupError) {
    do throws(Errno) {
      try writeMetadata(segment, facts) { bytes throws(Errno) in
        try files.metadataFile.write(bytes)
      }
      try files.metadataFile.finish()
      try files.metadataFile.flush()
    } catch {
      throw .unwritable(files.metadata, error)
    }
  }
}
