package import Contents

/// Something to do with the open segment that can take long.
///
/// Why: Decisions/04-numbered-requests.md
package struct ContentsJob: Hashable, Sendable {
  /// Tells it from those before it: answers to another are of no interest.
  package let number: Int
  package let session: OpenID
  package let work: Work

  package enum Work: Hashable, Sendable {
    /// Look for bytes, round the end.
    case search(BytePattern, SearchStart)
    /// Save a range to a new file, whose path is bytes.
    case save(Range<UInt64>, to: [UInt8])
  }

  package init(number: Int, session: OpenID, work: Work) {
    self.number = number
    self.session = session
    self.work = work
  }
}

/// What is told of a ``ContentsJob``: how far it is, now and then, and once what came of it.
package enum JobUpdate: Hashable, Sendable {
  case reached(ContentsProgress)
  case searched(Result<SearchOutcome, ContentsError>)
  case saved(SaveOutcome)
}
