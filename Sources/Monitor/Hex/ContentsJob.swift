package import Contents
package import SharedMemory

/// Work on bytes that can take long: a search, a comparison, or saving them to a file.
///
/// Why: Decisions/04-numbered-requests.md
package struct ContentsJob: Hashable, Sendable {
  /// The number of the job; answers to other jobs are ignored.
  package let number: Int
  package let session: SessionID
  package let work: Work

  package enum Work: Hashable, Sendable {
    /// Find bytes, wrapping at the end.
    case search(BytePattern, SearchStart)
    /// Find bytes in these segments, as far as that leaves no trace; the open one does not matter.
    case searchAll(BytePattern, [Segment])
    /// Find the next or previous difference of a comparison, from an offset.
    case findDifference(SessionID, from: UInt64, isForward: Bool)
    /// Count the differing bytes of a comparison, from where an earlier count ended.
    case countDifferences(SessionID, ContentsComparison.Count)
    /// Save a range to a new file with this path.
    case save(Range<UInt64>, to: [UInt8])
  }

  /// Whether it works on the open segment, and ends when that is closed.
  package var needsOpenSegment: Bool { if case .searchAll = work { false } else { true } }

  package init(number: Int, session: SessionID, work: Work) {
    self.number = number
    self.session = session
    self.work = work
  }
}

/// The progress of a ``ContentsJob``, or its result.
package enum JobUpdate: Hashable, Sendable {
  case reached(ContentsProgress)
  case searched(Result<SearchOutcome, ContentsError>)
  case foundDifference(Result<ContentsComparison.Outcome, ContentsError>)
  /// Differing bytes were counted, all or so far.
  case counted(ContentsComparison.Count, isAll: Bool)
  case notCounted(ContentsError)
  /// A search in several segments has made progress.
  case searching(SegmentSearch)
  /// It has ended, at the end or because it was stopped.
  case searchedAll(SegmentSearch)
  case saved(SaveOutcome)
}
