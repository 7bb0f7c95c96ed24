internal import Glibc
internal import Monitor
internal import SharedMemory
internal import Synchronization
internal import SystemPackage

extension EffectRunner {
  /// Starts a job; the one before it, if it is not done, stops.
  func start(_ job: ContentsJob) {
    wantedJob.withLock { $0 = job.number }
    jobs.submit { [self] in
      isJobBusy.withLock { $0 = true }
      let news = run(job)
      isJobBusy.withLock { $0 = false }
      post(.contentsJob(number: job.number, news))
    }
  }

  /// Waits until the job that is stopping has let go of the segment, which it does between two pieces.
  ///
  /// That takes less than a frame, and for ever where a file is written whose disk does not answer:
  /// such a one is not waited for.
  func waitForJob() {
    let end = ContinuousClock.now + .seconds(2)
    while isJobBusy.withLock({ $0 }), .now < end { usleep(1000) }
  }

  private func run(_ job: ContentsJob) -> JobUpdate {
    let reader = open.withLock { $0?.session == job.session ? $0?.reader : nil }
    var clock = RefreshClock(milliseconds: 100)
    let shouldContinue = { [self] (progress: ContentsProgress) -> Bool in
      if clock.isDue() { post(.contentsJob(number: job.number, .reached(progress))) }
      return isWanted(job)
    }
    switch job.work {
    case .search(let pattern, let start):
      guard let reader, isWanted(job) else { return .searched(.success(.cancelled)) }
      do throws(Errno) {
        return .searched(.success(try reader.search(for: pattern, start, while: shouldContinue)))
      } catch {
        return .searched(.failure(ContentsError(reading: error)))
      }
    case .save(let range, let path):
      guard let reader, isWanted(job) else {
        return .saved(SaveOutcome(count: 0, problem: .notMade(.canceled)))
      }
      return .saved(
        reader.save(range, to: FilePath().appending(bytes: path), while: shouldContinue))
    }
  }

  /// Whether nobody has stopped a job or closed its segment.
  private func isWanted(_ job: ContentsJob) -> Bool {
    wantedJob.withLock { $0 == job.number } && open.withLock { $0?.session == job.session }
  }
}
