internal import Canvas
internal import Contents
internal import Presentation
internal import SafeText

/// A job that was asked for and has not been answered.
struct RunningJob: Sendable {
  let job: ContentsJob
  var progress: ContentsProgress?
  /// Whether it was told to stop.
  var isStopping = false

  /// Whether it saves, which is never stopped for the sake of another.
  var isSaving: Bool { if case .save = job.work { true } else { false } }
}

extension Monitor {
  /// Starts a job; a search that is on its way gives way to it.
  mutating func begin(_ work: ContentsJob.Work) -> [Effect] {
    lastJob += 1
    let job = ContentsJob(number: lastJob, session: session, work: work)
    running = RunningJob(job: job)
    return [.startJob(job)]
  }

  /// Says that bytes are being saved, if they are: nothing else is begun then, and nobody quits by
  /// mistake.
  mutating func refuseWhileSaving() -> Bool {
    guard let running, running.isSaving else { return false }
    notice = Notice(text: "bytes are being saved: Esc stops that, ^C quits", style: .warning)
    return true
  }

  /// Stops the job of the segment on the screen; `nil` where there is none to stop.
  mutating func stopJob() -> [Effect]? {
    guard let running, !running.isStopping, running.job.session == session else { return nil }
    self.running?.isStopping = true
    return [.stopJob(number: running.job.number)]
  }

  /// Takes in what is told of a job.
  mutating func take(_ news: JobUpdate, ofJob number: Int) -> [Effect] {
    guard let running, running.job.number == number else { return [] }
    switch (news, running.job.work) {
    case (.reached(let progress), _):
      self.running?.progress = progress
    case (.searched(let result), .search(let pattern, let start)):
      self.running = nil
      return searched(for: pattern, start, running, result)
    case (.saved(let outcome), .save(let range, let path)):
      self.running = nil
      let file = DisplayText(escaping: path, in: settings.charset).elided(
        to: max(12, size.columns / 2), mark: Glyph.ellipsis.text(in: settings.charset))
      notice = Notice(
        text: DisplayText(outcome, to: file, of: UInt64(range.count), in: settings.charset),
        style: outcome.problem == nil ? .emphasis : .error)
    default: break
    }
    return []
  }
}
