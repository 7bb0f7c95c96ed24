internal import Contents
internal import Kernel
internal import Monitor
internal import SharedMemory
internal import SystemPackage

/// What the open segment is compared with.
extension EffectRunner {
  func openOther(_ contents: ComparedContents, _ id: SessionID, of session: SessionID) {
    do throws(ComparisonProblem) {
      let other = RunnerState.OtherContents(
        id: id, segment: contents.segment, reader: try open(contents), base: contents.base)
      let size: UInt64
      do throws(Errno) { size = try other.reader.size() } catch {
        throw .contents(ContentsError(reading: error))
      }
      withState { $0.openedOther(other, of: session) }
      post(.otherOpened(id, .success(size)))
    } catch {
      post(.otherOpened(id, .failure(error)))
    }
  }

  private func open(_ contents: ComparedContents) throws(ComparisonProblem) -> ContentsReader {
    switch contents {
    case .segment(let segment, let accepted):
      do throws(ContentsError) {
        return try ContentsReader.open(segment, accepting: accepted)
      } catch { throw .contents(error) }
    case .file(let path, _):
      do throws(PathRefusal) {
        return try ContentsReader.open(file: FilePath().appending(bytes: path))
      } catch { throw .file(error) }
    }
  }

  /// Reads bytes by their offsets in the open segment.
  func readOther(_ range: Range<UInt64>, _ id: SessionID) {
    guard let other = withState({ $0.other }), other.id == id else { return }
    let start = max(range.lowerBound, other.base)
    do throws(Errno) {
      let bytes =
        start < range.upperBound
        ? try other.reader.read(at: start - other.base, count: Int(range.upperBound - start)) : []
      post(.otherRead(id, start, .success(bytes)))
    } catch {
      post(.otherRead(id, start, .failure(ContentsError(reading: error))))
    }
  }

  /// Closes it if it is a segment that only its reader still keeps.
  func closeOtherIfLast() {
    guard let other = withState({ $0.other }), let segment = other.segment,
      other.reader.isLastReference(with: segment)
    else { return }
    withState { $0.closeOther(other.id) }
    post(.otherRead(other.id, 0, .failure(.gone)))
  }

  /// The comparison for a job, if it was not ended meanwhile.
  func comparison(_ id: SessionID, _ open: RunnerState.OpenSegment?) -> ContentsComparison? {
    guard let open, let other = withState({ $0.other }), other.id == id else { return nil }
    return ContentsComparison(open.reader, with: other.reader, from: other.base)
  }
}

extension ContentsComparison {
  /// Finds the next or previous difference.
  func find(
    from offset: UInt64, isForward: Bool, while shouldContinue: (UInt64) -> Bool
  ) -> Result<Outcome, ContentsError> {
    do throws(Errno) {
      return .success(
        try isForward
          ? nextDifference(after: offset, while: shouldContinue)
          : previousDifference(before: offset, while: shouldContinue))
    } catch {
      return .failure(ContentsError(reading: error))
    }
  }
}
