package import Contents

/// A search in the open segment, or a save of its bytes; both can take long.
///
/// Why: Decisions/04-numbered-requests.md
package struct ContentsJob: Hashable, Sendable {
  /// The number of the job; answers to other jobs are ignored.
  package let number: Int
  package let session: OpenID
  package let work: Work

  package enum Work: Hashable, Sendable {
    /// Find bytes, wrapping at the end.
    case search(BytePattern, SearchStart)
    /// Save a range to a new file with this path.
    case save(Range<UInt64>, to: [UInt8])
  }

  package init(number: Int, session: OpenID, work: Work) {
    self.number = number
    self.session = session
    self.work = work
  }
}

/// The progress of a ``ContentsJob``, or its result.
package enum JobUpdate: Hashable, Sendable {
  case reached(ContentsProgress)
  case searched(Result<SearchOutcome, ContentsError>)
  case saved(SaveOutcome)
}
