package import Contents
package import Operations
internal import Formatting
package import Query
package import SharedMemory

/// An action that the monitor wants performed outside itself.
///
/// Why: Decisions/07-read-only-mode.md
package enum Effect: Equatable, Sendable {
  /// Take a snapshot and make its rows.
  case collect(SortAndFilter)
  /// Scan all processes for the next snapshot, however recent the last scan is.
  case rescan
  /// Make the rows of the latest snapshot in another order.
  case arrange(SortAndFilter)
  /// Read the signature of a segment, if that leaves no trace.
  case readSignature(Segment)
  /// Find out which segments could not be removed, without trying.
  case foreseeRemoval([Segment])
  /// Open a segment for reading its bytes, with no more side effects than accepted.
  case openContents(SessionID, Segment, accepting: AccessMethod.SideEffects)
  /// Read lines of the open segment.
  case readContents(SessionID, LineRequest)
  /// Find texts in the open segment.
  case readStrings(SessionID, StringsRequest)
  /// Open what the open segment is compared with; the second number is that of the comparison.
  case openOther(SessionID, SessionID, ComparedContents)
  /// Read bytes of it, by their offsets in the open segment.
  case readOther(SessionID, Range<UInt64>)
  /// Close it.
  case closeOther(SessionID)
  /// Find the pages of the open segment that exist or have changed, for a map of this many cells.
  case mapContents(SessionID, cells: Int)
  /// Close the open segment if only its reader still holds it.
  case checkContents(SessionID)
  /// Close the open segment, or cancel opening it.
  case closeContents(SessionID)
  /// Start a search, a comparison or a save, after all earlier jobs.
  case startJob(ContentsJob)
  /// Stop a job.
  case stopJob(number: Int)
  /// Look up the user with this name.
  case findUser(name: [UInt8])
  /// Remove a segment; with `saving` only after its bytes and facts were written to new files.
  case remove(Segment, saving: Bool = false)
  /// Remove orphans one after the other; each is checked again first.
  case removeAll(RunID, [Segment], saving: Bool = false)
  /// Stop a bulk removal after the current segment.
  case stopRemoving(RunID)
  /// Find out whether a segment can be written, with no more side effects than accepted.
  case foreseeWrite(Segment, accepting: AccessMethod.SideEffects)
  /// Replace bytes of a segment, if all that are expected stand there.
  case write(Segment, [ByteReplacement], accepting: AccessMethod.SideEffects)
  /// Find out what is certain to speak against changes of a segment, without trying them.
  case foreseeChange(Segment, WantedChange)
  /// Make changes of a segment, one after the other.
  case change(Segment, [SegmentChange])
  /// Create a segment.
  case create(Creation.Request)
  /// Send a signal to processes, to each if its PID has not been reused.
  case signal(ProcessSignal, [Holder])
  /// Write the settings file.
  case saveSettings(UserSettings)
  /// Set the time between two snapshots that are taken unasked; with `nil`, take none.
  case setInterval(milliseconds: Int?)
  /// Put a text into the clipboard of the terminal, if the terminal allows it.
  case copy([UInt8])
  /// Redraw the whole screen.
  case repaint
  /// Suspend the program, as ^Z does.
  case suspend
  case quit

  /// Whether it changes a segment or signals a process; writing a new file does not count.
  package var isChanging: Bool {
    switch self {
    case .remove, .removeAll, .change, .create, .signal, .foreseeWrite, .write: true
    case .openContents(_, _, let cost), .openOther(_, _, .segment(_, let cost)): cost > .nothing
    case .collect, .rescan, .arrange, .readSignature, .foreseeRemoval, .foreseeChange,
      .readContents,
      .readStrings, .openOther, .readOther, .closeOther, .mapContents, .checkContents,
      .closeContents, .startJob, .stopJob, .findUser, .stopRemoving, .saveSettings, .setInterval,
      .copy, .repaint, .suspend, .quit:
      false
    }
  }

  /// Whether the event loop performs it itself, between two frames.
  package var isForEventLoop: Bool {
    switch self {
    case .copy, .repaint, .suspend, .quit: true
    case .setInterval, .collect, .rescan, .arrange, .readSignature, .foreseeRemoval, .openContents,
      .readContents,
      .readStrings, .openOther, .readOther, .closeOther, .mapContents, .checkContents,
      .closeContents, .startJob, .stopJob, .findUser, .remove,
      .removeAll, .stopRemoving, .foreseeChange, .change, .create, .signal, .foreseeWrite, .write,
      .saveSettings:
      false
    }
  }
}
