extension ContentsReader {
  /// Opens a segment, if it still is the one that was chosen.
  ///
  /// `accepted` is the most that looking may do to the segment. Where the quietest way does more,
  /// nothing is touched and ``ContentsRefusal/costs(_:)`` says what it would be.
  package static func open(
    _ identity: Identity, accepting accepted: ContentsWay.Cost
  ) throws(ContentsRefusal) -> ContentsReader {
    switch identity {
    case .systemV(let identity): try open(identity, accepting: accepted)
    case .posix(let name, let file): try open(name, file, accepting: accepted)
    }
  }
}
