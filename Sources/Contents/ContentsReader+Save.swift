private import Glibc
package import SystemPackage

/// What came of saving bytes of a segment to a file.
package struct SaveOutcome: Hashable, Sendable {
  /// Bytes that are in the file, holes among them.
  package let count: UInt64
  /// Why these are not all.
  package let problem: Problem?
  /// Whether the file lies in `/dev/shm`, and so is a segment itself.
  package let isSegment: Bool

  package enum Problem: Hashable, Sendable {
    /// There is no file: it could not be made, or was there before.
    case notMade(Errno)
    case failed(CopyError)
    /// The segment ended before the range did.
    case shrank
    /// Somebody stopped it.
    case stopped
  }

  package init(count: UInt64, problem: Problem? = nil, isSegment: Bool = false) {
    self.count = count
    self.problem = problem
    self.isSegment = isSegment
  }
}

extension ContentsReader {
  /// Saves the bytes of a range to a new file, as ``copy(_:into:while:)`` gives them; what could be
  /// written is kept.
  package func save(
    _ range: Range<UInt64>, to path: FilePath, while shouldContinue: (ContentsProgress) -> Bool
  ) -> SaveOutcome {
    var file: ContentsFile
    do throws(Errno) { file = try ContentsFile(creating: path) } catch {
      return SaveOutcome(count: 0, problem: .notMade(error))
    }
    var isStopped = false
    var end = range.lowerBound
    var problem: SaveOutcome.Problem?
    do throws(CopyError) {
      end = try copy(range, into: &file) { place in
        end = place
        isStopped = !shouldContinue(
          ContentsProgress(
            place: place, done: place - range.lowerBound, total: UInt64(range.count)))
        return !isStopped
      }
      if end < range.upperBound { problem = isStopped ? .stopped : .shrank }
    } catch {
      problem = .failed(error)
    }
    do throws(Errno) { try file.finish() } catch { problem = problem ?? .failed(.format(error)) }
    return SaveOutcome(
      count: end - range.lowerBound, problem: problem, isSegment: isSegment(path))
  }

  /// Whether a file lies on the file system of `/dev/shm`.
  private func isSegment(_ path: FilePath) -> Bool {
    var (file, directory) = (stat(), stat())
    guard path.withPlatformString({ lstat($0, &file) }) == 0,
      root.appending("dev/shm").withPlatformString({ stat($0, &directory) }) == 0
    else { return false }
    return file.st_dev == directory.st_dev
  }
}
