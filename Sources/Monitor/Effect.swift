package import Presentation
package import SharedMemory

/// What the monitor wants done outside of it.
package enum Effect: Equatable, Sendable {
  /// Take a snapshot and make its rows.
  case collect(Arrangement)
  /// Look at all processes when the next snapshot is taken, whenever they were last looked at.
  case lookAnew
  /// Make the rows of the latest snapshot in another order.
  case arrange(Arrangement)
  /// Look at some bytes of a segment that tell what it is, where that leaves no trace.
  case findInContents(Segment)
  /// Open a segment for looking at its bytes, if that costs no more than accepted.
  case openContents(ContentsSession, Segment, accepting: ContentsWay.Cost)
  /// Read lines of the open segment.
  case readContents(ContentsSession, LineRequest)
  /// Look which pages of the open segment are there and have changed, for so many cells of a map.
  case mapContents(ContentsSession, cells: Int)
  /// Close the open segment if nothing but its reader keeps it.
  case checkContents(ContentsSession)
  /// Close the open segment, and forget to open it if that has not been done yet.
  case closeContents(ContentsSession)
  /// Do something with the open segment that can take long, after all jobs before it.
  case startJob(ContentsJob)
  /// Stop that, done or not.
  case stopJob(number: Int)
  /// Look up the user of a name.
  case findUser(name: [UInt8])
  /// Remove a segment.
  case remove(Segment)
  /// Wait this many milliseconds from one refresh to the next.
  case setInterval(milliseconds: Int)
  /// Draw the whole screen anew.
  case repaint
  /// Stop until continued.
  case suspend
  case quit

  /// Whether it is the loop's own to do, between one frame and the next.
  package var isForScreen: Bool {
    switch self {
    case .setInterval, .repaint, .suspend, .quit: true
    case .collect, .lookAnew, .arrange, .findInContents, .openContents, .readContents,
      .mapContents, .checkContents, .closeContents, .startJob, .stopJob, .findUser, .remove:
      false
    }
  }
}
