package import Contents
private import Glibc
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

  /// Formats a segment's metadata as JSON, and passes the bytes to the function that writes them.
  ///
  /// The extended attributes are `nil` if they could not be read, or do not exist for this kind.
  package typealias MetadataWriter = (
    Segment, [ExtendedAttribute]?, @escaping ([UInt8]) throws(Errno) -> Void
  ) throws(Errno) -> Void

  private let directory: FilePath
  private let accepted: AccessMethod.SideEffects
  private let writeMetadata: MetadataWriter
  private let consent: (Segment, AccessMethod.SideEffects) -> Bool
  private let shouldContinue: () -> Bool

  /// A backup that saves copies in `directory`.
  ///
  /// Reading may have the `accepted` side effects; `consent` is asked about any others. A copy stops
  /// if `shouldContinue` returns `false`.
  package init(
    in directory: FilePath, accepting accepted: AccessMethod.SideEffects,
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

  /// Creates the directory with mode 0700, unless it exists.
  ///
  /// The C function is `mkdir`.
  package func prepare() throws(BackupError) {
    do throws(Errno) {
      try syscall { directory.withPlatformString { mkdir($0, 0o700) } }
    } catch {
      guard error == .fileExists else { throw .unwritable(directory, error) }
      return
    }
    let parent = directory.removingLastComponent()
    do throws(Errno) { try ContentsFile.flush(directory: parent.isEmpty ? "." : parent) } catch {
      throw .unwritable(parent, error)
    }
  }

  /// Saves a segment's bytes and metadata, and waits until they are on the disk.
  ///
  /// If that fails, no copy is left behind. An existing file is never replaced.
  package func save(_ segment: Segment) throws(BackupError) -> Copy {
    let files = try create(segment)
    do throws(BackupError) {
      let (isUnchanged, attributes) = try copy(segment, into: files)
      try writeMetadata(of: segment, attributes, into: files)
      do throws(Errno) { try ContentsFile.flush(directory: directory) } catch {
        throw .unwritable(directory, error)
      }
      return Copy(path: files.metadata, isUnchanged: isUnchanged)
    } catch {
      for path in [files.bytes, files.metadata] { path.withPlatformString { _ = unlink($0) } }
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
    var error = Errno.fileExists
    var path = directory
    for number in 0..<1000 {
      let ending = number == 0 ? [] : Array("~\(number)".utf8)
      let bytes = directory.appending(bytes: name + ending + Array(".raw".utf8))
      let metadata = directory.appending(bytes: name + ending + Array(".json".utf8))
      path = metadata
      do throws(Errno) {
        let metadataFile = try ContentsFile(creating: metadata)
        do throws(Errno) {
          return Files(
            bytes: bytes, metadata: metadata, bytesFile: try ContentsFile(creating: bytes),
            metadataFile: metadataFile)
        } catch {
          metadata.withPlatformString { _ = unlink($0) }
          throw error
        }
      } catch let problem {
        error = problem
        guard problem == .fileExists else { break }
      }
    }
    throw .unwritable(path, error)
  }

  /// Writes the bytes, and returns whether the segment seems unchanged since it was listed, and its
  /// extended attributes.
  private func copy(
    _ segment: Segment, into files: Files
  ) throws(BackupError) -> (isUnchanged: Bool, attributes: [ExtendedAttribute]?) {
    let (reader, size) = try open(segment, accepting: accepted)
    guard size == segment.size else { throw .resized }
    var sink = files.bytesFile
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
      try sink.flush()
    } catch {
      throw .unwritable(files.bytes, error)
    }
    let isUnchanged = reader.modifyTime == nil || reader.modifyTime == segment.times.modify
    return (isUnchanged, reader.attributes)
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
    of segment: Segment, _ attributes: [ExtendedAttribute]?, into files: Files
  ) throws(BackupError) {
    do throws(Errno) {
      try writeMetadata(segment, attributes) { bytes throws(Errno) in
        try files.metadataFile.write(bytes)
      }
      try files.metadataFile.finish()
      try files.metadataFile.flush()
    } catch {
      throw .unwritable(files.metadata, error)
    }
  }
}
