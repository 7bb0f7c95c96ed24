internal import Contents
internal import Kernel
internal import Monitor
internal import Operations
internal import SharedMemory
internal import SystemPackage

/// Searches, comparisons and saves, one at a time.
extension EffectRunner {
  func run(_ job: ContentsJob) {
    // The segment is released before the job counts as ended.
    let update = update(of: job, withState { $0.begin(job) })
    withState { $0.jobEnded() }
    // A removal can wait for the segment that the job has closed.
    ring(.segments)
    post(.contentsJob(number: job.number, update))
  }

  private func update(of job: ContentsJob, _ open: RunnerState.OpenSegment?) -> JobUpdate {
    var timer = IntervalTimer(milliseconds: 100)
    let shouldContinue = { [self] (progress: ContentsProgress) -> Bool in
      if timer.isDue() { post(.contentsJob(number: job.number, .reached(progress))) }
      return withState { $0.isWanted(job) }
    }
    switch job.work {
    case .search(let pattern, let start):
      guard let reader = open?.reader else { return .searched(.success(.cancelled)) }
      do throws(Errno) {
        return .searched(.success(try reader.search(for: pattern, start, while: shouldContinue)))
      } catch {
        return .searched(.failure(ContentsError(reading: error)))
      }
    case .searchAll(let pattern, let segments):
      var search = SegmentSearch(for: pattern, in: segments.count)
      search.run(in: segments) { search in
        if timer.isDue() { post(.contentsJob(number: job.number, .searching(search))) }
        return withState { $0.isWanted(job) }
      }
      return .searchedAll(search)
    case .findDifference(let id, let offset, let isForward):
      guard let comparison = comparison(id, open) else {
        return .foundDifference(.success(.cancelled))
      }
      return .foundDifference(
        comparison.find(from: offset, isForward: isForward) { reached in
          shouldContinue(ContentsProgress(offset: reached, done: reached, total: .max))
        })
    case .countDifferences(let id, let earlier):
      guard let comparison = comparison(id, open) else { return .counted(earlier, isAll: false) }
      var count = earlier
      do throws(Errno) {
        let isAll = try comparison.count(&count) { count in
          if timer.isDue() {
            post(.contentsJob(number: job.number, .counted(count, isAll: false)))
          }
          return withState { $0.isWanted(job) }
        }
        return .counted(count, isAll: isAll)
      } catch {
        return .notCounted(ContentsError(reading: error))
      }
    case .save(let range, let path):
      guard let reader = open?.reader else {
        let path = FilePath().appending(bytes: path)
        return .saved(SaveOutcome(count: 0, problem: .notCreated(.failed(path, .canceled))))
      }
      return .saved(
        reader.save(range, to: FilePath().appending(bytes: path), while: shouldContinue))
    }
  }
}
