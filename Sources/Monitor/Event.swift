package import Canvas
package import Contents
internal import Kernel
package import Operations
internal import SafeText
package import SharedMemory
package import SystemPackage

/// What happened, as the monitor is told of it.
package enum Event: Sendable {
  case key(Key)
  case resized(Size)
  /// The time between two refreshes is over.
  case refreshDue
  /// A snapshot was taken, or its rows were put in another order.
  case rows(TableModel)
  /// It is time to look whether the bytes on the screen have changed.
  case contentsDue
  /// It is time to look which pages of the segment on the screen are there.
  case mapDue
  /// Time has passed in which an open segment can have gone.
  case checkDue
  /// The program is about to be stopped.
  case suspending
  /// The program goes on after a stop.
  case resumed
  /// A segment was opened for looking at its bytes, or not.
  case contentsOpened(OpenID, Result<AccessMethod, ContentsError>)
  /// Lines of the open segment were read, or could not be.
  case contentsRead(OpenID, Result<ContentsPage, ContentsError>)
  /// The pages of the open segment were looked at, as many as the time limit allowed.
  case contentsMapped(OpenID, ContentsMap)
  /// The open segment was closed, as nothing but its reader kept it.
  case contentsGone(OpenID)
  /// A job with the open segment has made progress, or has ended.
  case contentsJob(number: Int, JobUpdate)
  /// Some bytes of a segment were looked at; `nil` if that would leave a trace or failed.
  case signatureRead(Identity, ContentSignature?)
  /// The user of a name was looked up; `nil` if there is none.
  case userFound(name: [UInt8], UserID?)
  /// A segment was removed, or not.
  case removed(Segment, RemovalResult)
  /// A removal of several segments has made progress, or has ended.
  case removing(RunID, BulkProgress, isDone: Bool)
  /// A signal was sent, or not.
  case signalled(ProcessSignal, Holder, Result<Void, ProcessSignal.Failure>)
}

/// One opening of a segment for looking at its bytes; answers to an older one are ignored.
///
/// Why: Decisions/04-numbered-requests.md
package struct OpenID: Hashable, Comparable, Sendable {
  private var number = 0

  package init() {}

  package static func < (left: OpenID, right: OpenID) -> Bool {
    left.number < right.number
  }

  /// The opening after this one.
  package var next: OpenID {
    var next = self
    next.number += 1
    return next
  }
}
