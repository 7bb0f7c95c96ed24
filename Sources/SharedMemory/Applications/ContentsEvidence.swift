/// What the bytes of a segment say about the application that created it.
///
/// Why: Decisions/51-the-interlock-of-postgresql.md
package enum ContentsEvidence: Hashable, Sendable {
  /// They were not read: that would have left a trace, or was not permitted.
  case unread
  /// They were read; `nil` if no known application writes such bytes.
  case read(KnownApplications.Entry?)
}

extension Segment {
  /// The application that created it, if its bytes count too.
  ///
  /// The bytes of a System V segment confirm a guess or end it. Any user can write such bytes, but that
  /// only adds a warning: other bytes end no warning that rests on a key or on a holder.
  package func application(by bytes: ContentsEvidence) -> KnownApplications.Entry? {
    guard kind == .systemV, case .read(let found) = bytes else { return application }
    if let found, found.application.warning != nil { return found }
    return application.flatMap { $0.application.isGuess ? nil : $0 }
  }
}
