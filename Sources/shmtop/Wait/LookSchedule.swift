internal import Glibc
internal import Kernel
internal import SystemPackage

/// When to look at the host again: after a change, but never so often that little is left to other programs.
struct LookSchedule {
  /// When the latest look ended, and how long it took.
  private(set) var end = ContinuousClock.now
  private var cost = Duration.zero

  /// Notes that a look has ended that began at `start`.
  mutating func noteEnd(ofLookSince start: ContinuousClock.Instant) {
    end = .now
    cost = end - start
  }

  /// The earliest moment of the next look, with a pause of at least `least`.
  func soonest(after least: Duration) -> ContinuousClock.Instant {
    end + max(least, cost * Self.pauseFactor)
  }

  /// The least pause in multiples of the time that a look took.
  private static let pauseFactor = 4

  /// Waits until a moment, or until a watch reports a change.
  ///
  /// With `endsWithReader`, it returns `false` once the reader of standard output has gone.
  static func wait(
    until deadline: ContinuousClock.Instant, for watch: ChangeWatch?, endsWithReader: Bool
  ) -> Bool {
    while ContinuousClock.now < deadline {
      // Nothing is waited for on standard output but an error: a pipe whose reader has gone.
      var files = [pollfd(fd: endsWithReader ? STDOUT_FILENO : -1, events: 0, revents: 0)]
      if let watch {
        files.append(pollfd(fd: watch.file.rawValue, events: Int16(POLLIN), revents: 0))
      }
      guard poll(&files, nfds_t(files.count), Bell.milliseconds(until: deadline)) > 0 else {
        continue
      }
      return files[0].revents == 0
    }
    return true
  }
}
