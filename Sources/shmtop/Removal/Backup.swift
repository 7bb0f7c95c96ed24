internal import ArgumentParser
internal import Contents
internal import Glibc
internal import Kernel
internal import Formatting
internal import SafeText
internal import SharedMemory
internal import SystemPackage

/// Copies of segments in a directory, from which 'shmtop restore' restores them.
struct Backup {
  /// Why a segment was not saved, in words.
  struct Failure: Error {
    let text: DisplayText
  }

  let directory: FilePath
  /// The side effects that reading may have.
  let accepted: AccessMethod.SideEffects
  /// Whether the user may be asked to accept more.
  let canAsk: Bool
  /// The snapshot that the segments are from.
  let snapshot: Snapshot

  /// Creates the directory with access for its owner alone, unless it exists.
  func prepare() throws(Failure) {
    let result = directory.withPlatformString { mkdir($0, 0o700) }
    let error = errno
    guard result == 0 || error == EEXIST else { throw failure(Errno(rawValue: error), directory) }
    guard result == 0 else { return }
    let parent = directory.removingLastComponent()
    do throws(Errno) { try ContentsFile.flush(directory: parent.isEmpty ? "." : parent) } catch {
      throw failure(error, parent)
    }
  }

  /// Saves a segment's bytes and facts to the disk, and returns words that say where.
  ///
  /// If that fails, no copy is left behind.
  func save(_ segment: Segment) throws(Failure) -> DisplayText {
    let files = try create(segment)
    do throws(Failure) {
      let isStill = try copy(segment, into: files)
      try writeFacts(of: segment, into: files)
      do throws(Errno) { try ContentsFile.flush(directory: directory) } catch {
        throw failure(error, directory)
      }
      var text: DisplayText = "saved in "
      text.append(escaping: files.facts.bytes, in: .current)
      if !isStill { text.append(literal: " (it changed while it was saved)") }
      return text
    } catch {
      for path in [files.bytes, files.facts] { path.withPlatformString { _ = unlink($0) } }
      throw error
    }
  }

  private struct Files {
    let bytes: FilePath
    let facts: FilePath
    let bytesFile: ContentsFile
    let factsFile: ContentsFile
  }

  /// Creates both files, under an unused name.
  private func create(_ segment: Segment) throws(Failure) -> Files {
    let name = segment.fileName
    var error = Errno.fileExists
    var path = directory
    for number in 0..<1000 {
      let ending = number == 0 ? [] : Array("~\(number)".utf8)
      let bytes = directory.appending(bytes: name + ending + Array(".raw".utf8))
      let facts = directory.appending(bytes: name + ending + Array(".json".utf8))
      path = facts
      do throws(Errno) {
        let factsFile = try ContentsFile(creating: facts)
        do throws(Errno) {
          return Files(
            bytes: bytes, facts: facts, bytesFile: try ContentsFile(creating: bytes),
            factsFile: factsFile)
        } catch {
          facts.withPlatformString { _ = unlink($0) }
          throw error
        }
      } catch let problem {
        error = problem
        guard problem == .fileExists else { break }
      }
    }
    throw failure(error, path)
  }

  /// Writes the bytes, and returns whether the segment seemed unchanged meanwhile.
  private func copy(_ segment: Segment, into files: Files) throws(Failure) -> Bool {
    let (reader, size) = try open(segment)
    guard size == segment.size else {
      throw Failure(text: "not saved and not removed: its size has changed")
    }
    var sink = files.bytesFile
    let end: UInt64
    do throws(CopyError) {
      end = try reader.copy(0..<size, into: &sink) { _ in !Interrupt.isRequested }
    } catch {
      switch error {
      case .reading(let error):
        throw Failure(
          text:
            "not saved and not removed: \(DisplayText(ContentsError(reading: error), in: .current))"
        )
      case .format(let error): throw failure(error, files.bytes)
      }
    }
    guard end == size else {
      throw Failure(
        text: Interrupt.isRequested
          ? "not saved and not removed: interrupted" : "not saved and not removed: it shrank")
    }
    do throws(Errno) {
      try sink.finish()
      try sink.flush()
    } catch { throw failure(error, files.bytes) }
    return reader.modifyTime == nil || reader.modifyTime == segment.times.modify
  }

  private func open(
    _ segment: Segment
  ) throws(Failure) -> (reader: ContentsReader, size: UInt64) {
    do throws(ContentsError) {
      let reader = try ContentsReader.open(segment, accepting: accepted)
      do throws(Errno) { return (reader, try reader.size()) } catch { throw .failed(error) }
    } catch {
      if case .hasSideEffects = error, canAsk {
        do throws(ExitCode) {
          return try ContentsConsent(segment: segment).open(accepting: accepted)
        } catch { throw Failure(text: "not saved and not removed") }
      }
      var text: DisplayText = "not saved and not removed: "
      if case .hasSideEffects(let cost) = error {
        text.append("looking \(cost.text); '--accept \(ContentsConsent.word(for: cost))' allows it")
      } else {
        text.append(DisplayText(error, in: .current))
      }
      throw Failure(text: text)
    }
  }

  private func writeFacts(of segment: Segment, into files: Files) throws(Failure) {
    let document = Snapshot(
      timestamp: snapshot.timestamp, segments: [segment], limits: snapshot.limits,
      memory: snapshot.memory, fileSystem: snapshot.fileSystem, accounts: snapshot.accounts,
      scan: snapshot.scan)
    do throws(Errno) {
      try document.writeJSON(segmentsAt: [0]) { bytes throws(Errno) in
        try files.factsFile.write(bytes)
      }
      try files.factsFile.finish()
      try files.factsFile.flush()
    } catch { throw failure(error, files.facts) }
  }

  private func failure(_ error: Errno, _ path: FilePath?) -> Failure {
    var text: DisplayText = "not saved and not removed: "
    if let path {
      text.append(escaping: path.bytes, in: .current)
      text.append(literal: ": ")
    }
    text.append(error, in: .current)
    return Failure(text: text)
  }
}

extension Segment {
  /// The name of its copies without the extension.
  ///
  /// It is the segment's name, shortened and made harmless for a shell, or the ID.
  fileprivate var fileName: [UInt8] {
    guard let name else { return Array("sysv-\(shmID?.rawValue ?? 0)".utf8) }
    let harmless = Set(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+=@,:".utf8)
    var bytes = name.bytes.prefix(200).map { harmless.contains($0) ? $0 : UInt8(ascii: "_") }
    if bytes.first.map({ [UInt8(ascii: "."), UInt8(ascii: "-")].contains($0) }) != false {
      bytes.insert(UInt8(ascii: "_"), at: 0)
    }
    return bytes
  }
}
