internal import Kernel
package import SystemPackage

/// Why a copy failed.
package enum CopyError: Error, Hashable, Sendable {
  /// The segment could not be read.
  case reading(Errno)
  /// The sink did not accept the bytes.
  case writing(Errno)
}

extension ContentsReader {
  /// Copies the bytes of a range to a sink, and returns the offset at which it stopped.
  ///
  /// It stops early if the segment ends early, or if `shouldContinue` returns `false`, which is called
  /// often with the offset reached. Holes are not read. The caller must finish the sink.
  package func copy(
    _ range: Range<UInt64>, into sink: inout some ContentsSink & ~Copyable,
    while shouldContinue: (UInt64) -> Bool
  ) throws(CopyError) -> UInt64 {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.blockSize, alignment: Int(pageGranularity))
    defer { buffer.deallocate() }
    var offset = range.lowerBound
    while offset < range.upperBound {
      guard let extent = try reading({ () throws(Errno) in try extent(at: offset) }) else { break }
      let part = extent.range.clamped(to: range)
      if extent.isHole {
        let zeros = min(sink.longestHole, part.upperBound - offset)
        try writing { () throws(Errno) in try sink.writeHole(zeros) }
        offset += zeros
        guard shouldContinue(offset) else { return offset }
        continue
      }
      while offset < part.upperBound {
        let wanted = Int(min(UInt64(buffer.count), part.upperBound - offset))
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted])
        let got = try reading { () throws(Errno) in try read(at: offset, into: room) }
        try writing { () throws(Errno) in
          try sink.write(UnsafeRawBufferPointer(rebasing: room[..<got]))
        }
        offset += UInt64(got)
        guard got == wanted, shouldContinue(offset) else { return offset }
      }
    }
    return offset
  }

  /// Bytes that are copied at a time, few enough to stay in the processor's cache until written.
  private static var blockSize: Int { 1 << 17 }

  private func reading<Value>(
    _ body: () throws(Errno) -> Value
  ) throws(CopyError) -> Value {
    do { return try body() } catch { throw .reading(error) }
  }

  private func writing(_ body: () throws(Errno) -> Void) throws(CopyError) {
    do { try body() } catch { throw .writing(error) }
  }
}

/// The result of saving bytes of a segment to a file.
package struct SaveOutcome: Hashable, Sendable {
  /// The number of bytes in the file, including holes.
  package let count: UInt64
  /// Why bytes are missing; `nil` if all were saved.
  package let problem: Problem?
  /// Whether the file is in `/dev/shm`, and so is a segment itself.
  package let isSegment: Bool

  /// A reason why bytes are missing.
  package enum Problem: Hashable, Sendable {
    /// The file could not be created, already existed, or is in a directory that others control.
    case notCreated(PathRefusal)
    case failed(CopyError)
    /// The segment ended before the range did.
    case shrank
    /// The user stopped it.
    case stopped
  }

  package init(count: UInt64, problem: Problem? = nil, isSegment: Bool = false) {
    self.count = count
    self.problem = problem
    self.isSegment = isSegment
  }
}

extension ContentsReader {
  /// Saves the bytes of a range to a new file, and calls `shouldContinue` often with the progress.
  ///
  /// If saving fails or is stopped, the bytes written so far are kept.
  package func save(
    _ range: Range<UInt64>, to path: FilePath, while shouldContinue: (ContentsProgress) -> Bool
  ) -> SaveOutcome {
    var file: ContentsFile
    do throws(PathRefusal) { file = try ContentsFile(creating: path) } catch {
      return SaveOutcome(count: 0, problem: .notCreated(error))
    }
    var isStopped = false
    var end = range.lowerBound
    var problem: SaveOutcome.Problem?
    do throws(CopyError) {
      end = try copy(range, into: &file) { offset in
        end = offset
        isStopped = !shouldContinue(
          ContentsProgress(
            offset: offset, done: offset - range.lowerBound, total: UInt64(range.count)))
        return !isStopped
      }
      if end < range.upperBound { problem = isStopped ? .stopped : .shrank }
    } catch {
      problem = .failed(error)
    }
    do throws(Errno) { try file.finish() } catch { problem = problem ?? .failed(.writing(error)) }
    return SaveOutcome(
      count: end - range.lowerBound, problem: problem,
      isSegment: file.device.map { ShmFileSystem.device(root: root) == $0 } == true)
  }
}
