package import Contents
package import Operations
internal import Formatting
package import Query
package import SharedMemory

/// What the monitor wants done outside of it.
///
/// Why: Decisions/07-read-only-mode.md
package enum Effect: Equatable, Sendable {
  /// Take a snapshot and make its rows.
  case collect(SortAndFilter)
  /// Scan all processes for the next snapshot, however recent the last scan is.
  case rescan
  /// Make the rows of the latest snapshot in another order.
  case arrange(SortAndFilter)
  /// Read some bytes that tell what a segment is, if that leaves no trace.
  case readSignature(Segment)
  /// Open a segment for looking at its bytes, if that costs no more than accepted.
  case openContents(OpenID, Segment, accepting: AccessMethod.SideEffects)
  /// Read lines of the open segment.
  case readContents(OpenID, LineRequest)
  /// Find which pages of the open segment exist and have changed, for a map of so many cells.
  case mapContents(OpenID, cells: Int)
  /// Close the open segment if nothing but its reader keeps it.
  case checkContents(OpenID)
  /// Close the open segment, and forget to open it if that has not been done yet.
  case closeContents(OpenID)
  /// Do something with the open segment that can take long, after all jobs before it.
  case startJob(ContentsJob)
  /// Stop that job, done or not.
  case stopJob(number: Int)
  /// Look up the user of a name.
  case findUser(name: [UInt8])
  /// Remove a segment; with `saving` only after its bytes and facts were written to new files.
  case remove(Segment, saving: Bool = false)
  /// Remove orphans one after the other, each if it still is one.
  case removeAll(RunID, [Segment], saving: Bool = false)
  /// Stop that after the segment that is being removed.
  case stopRemoving(RunID)
  /// Send a signal to a process, if it still is the one that was chosen.
  case signal(ProcessSignal, Holder)
  /// Wait this many milliseconds from one refresh to the next.
  case setInterval(milliseconds: Int)
  /// Draw the whole screen anew.
  case repaint
  /// Stop until continued.
  case suspend
  case quit

  /// Whether it changes a segment or reaches a process; writing a new file is neither.
  package var isChanging: Bool {
    switch self {
    case .remove, .removeAll, .signal: true
    case .openContents(_, _, let cost): cost > .nothing
    case .collect, .rescan, .arrange, .readSignature, .readContents, .mapContents,
      .checkContents, .closeContents, .startJob, .stopJob, .findUser, .stopRemoving, .setInterval,
      .repaint, .suspend, .quit:
      false
    }
  }

  /// Whether it is the loop's own to do, between one frame and the next.
  package var isForEventLoop: Bool {
    switch self {
    case .setInterval, .repaint, .suspend, .quit: true
    case .collect, .rescan, .arrange, .readSignature, .openContents, .readContents,
      .mapContents, .checkContents, .closeContents, .startJob, .stopJob, .findUser, .remove,
      .removeAll, .stopRemoving, .signal:
      false
    }
  }
}
