package import Canvas
package import Contents
package import Kernel
package import Operations
package import SafeText
package import SharedMemory
package import SystemPackage

/// An event that the monitor handles: a key, a timer, or the answer to an effect.
package enum Event: Sendable {
  case key(Key)
  case mouse(Mouse)
  /// The keys of a text that was pasted.
  case pasted([Key])
  case resized(Size)
  /// The time, at regular intervals while no snapshot is taken.
  case clock(Timestamp)
  /// A snapshot was taken, or its rows were put in another order.
  case rows(TableModel)
  /// It is time to read the bytes on the screen again.
  case contentsDue
  /// It is time to make a new page map.
  case mapDue
  /// It is time to check whether the open segment was removed.
  case checkDue
  /// The program is about to be stopped.
  case suspending
  /// The program was continued after a stop.
  case resumed
  /// A segment was opened for reading its bytes, or could not be.
  case contentsOpened(SessionID, Result<AccessMethod, ContentsError>)
  /// Lines of the open segment were read, or could not be.
  case contentsRead(SessionID, Result<ContentsPage, ContentsError>)
  /// Texts of the open segment were found, or could not be read.
  case stringsRead(SessionID, StringsRequest, Result<StringsPage, ContentsError>)
  /// What the open segment is compared with was opened, with its size, or could not be.
  case otherOpened(SessionID, Result<UInt64, ComparisonProblem>)
  /// Bytes of it were read, from this offset of the open segment on.
  case otherRead(SessionID, UInt64, Result<[UInt8], ContentsError>)
  /// A page map of the open segment was made, as far as the time limit allowed.
  case contentsMapped(SessionID, ContentsMap)
  /// The open segment was closed, because only its reader still held it.
  case contentsGone(SessionID)
  /// A job has made progress, or has ended.
  case contentsJob(number: Int, JobUpdate)
  /// The signature of a segment was read; `nil` if that failed or would have left a trace.
  case signatureRead(Identity, ContentSignature?)
  /// The errors that removing some segments would throw, as far as they are certain.
  case removalForeseen([Identity: RemovalError])
  /// The user with this name was looked up; `nil` if there is none.
  case userFound(name: [UInt8], UserID?)
  /// A segment was removed, or not.
  case removed(Segment, RemovalResult)
  /// A removal of several segments has made progress, or has ended.
  case removing(RunID, BulkProgress, isDone: Bool)
  /// The changes that a segment could get, as far as that is certain, or why it could not.
  case changeForeseen(Identity, Result<ForeseenChange, ChangeProblem>)
  /// A segment was changed, or not.
  case changed(Segment, ChangeResult)
  /// A segment was created, or not.
  case created(Creation.Request, Result<Segment, Creation.Refusal>)
  /// The settings file at this path was written; with an error, it was not.
  case settingsSaved(path: DisplayText, PathRefusal?)
  /// Whether a segment can be written with these side effects; `nil` if so, as far as that is known.
  case writeForeseen(Segment, AccessMethod.SideEffects, WriteError?)
  /// Edited bytes of a segment were written, or not.
  case wrote(Segment, [ByteReplacement], ReplacementOutcome)
  /// A signal was sent to processes, or not.
  case signalled(ProcessSignal, [SignalOutcome])
}

/// The number of an opening of a segment; answers to older ones are ignored.
///
/// Why: Decisions/04-numbered-requests.md
package struct SessionID: Hashable, Comparable, Sendable {
  private var number = 0

  package init() {}

  package static func < (left: SessionID, right: SessionID) -> Bool {
    left.number < right.number
  }

  /// The next number.
  package var next: SessionID {
    var next = self
    next.number += 1
    return next
  }
}
