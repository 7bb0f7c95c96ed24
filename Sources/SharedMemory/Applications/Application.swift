/// A program that is known to create segments: one row of ``KnownApplications``.
///
/// It is a class, so that a lookup passes a reference, and copies none of its texts.
package final class Application: Sendable {
  /// Its name.
  package let name: StaticText
  /// How its segments are recognised.
  let recognition: Recognition
  /// Whether the application keeps segments for its next start, and so leaves some without holders.
  package let keepsByDesign: Bool
  /// Whether its bytes do not belong in shared memory, so that the details warn of them.
  package let isSuspicious: Bool
  /// Whether its memfds contain a program on purpose, so that the details do not warn of that.
  package let holdsProgram: Bool
  /// The application's own command for cleaning up; `nil` if it has none.
  package let cleaner: StaticText?
  /// The harm that removing its segments does; `nil` if none is known.
  ///
  /// ``RemovalPolicy`` asks for more before such a segment is removed.
  ///
  /// Why: Decisions/41-warnings-in-the-table.md
  package let warning: StaticText?
  /// The evidence for this row: a source file or document of its developers, `REPOSITORY#N` for an issue,
  /// or what was seen, with the version.
  let source: StaticText

  /// How the segments of an application are recognised.
  enum Recognition: Hashable, Sendable {
    /// By the POSIX name.
    case name(NamePattern)
    /// By the last POSIX name, which is gone.
    case unlinkedName(NamePattern)
    /// By the System V key.
    case keys(ClosedRange<UInt32>)
    /// By the label of a memfd.
    case label(NamePattern)
    /// By the program of the creator or of a holder of a System V segment; with `isPrivate`, only of
    /// one without a key.
    case programs([StaticText], isPrivate: Bool)
    /// By the size in bytes and the permissions of a System V segment that is not removed: a guess.
    case shape(sizes: ClosedRange<UInt64>, permissions: UInt32)
    /// By the permissions of a System V segment with a key, of a user who owns files of PostgreSQL
    /// servers: a guess.
    case ofPostgreSQLUser(permissions: UInt32)
    /// A removed System V segment without a key, with two attachments and one of these sizes in
    /// bytes.
    case sizeHeuristic(sizes: [UInt64])
    /// By bytes in the segment.
    case contents(MagicBytes)
  }

  /// Whether many other programs make such segments, so that the name is only a guess.
  package var isGuess: Bool {
    switch recognition {
    case .shape, .ofPostgreSQLUser: true
    default: false
    }
  }

  init(
    _ name: StaticText, _ recognition: Recognition, keeps: Bool = false, isSuspicious: Bool = false,
    holdsProgram: Bool = false, cleaner: StaticText? = nil, warning: StaticText? = nil,
    source: StaticText
  ) {
    self.name = name
    self.recognition = recognition
    keepsByDesign = keeps
    self.isSuspicious = isSuspicious
    self.holdsProgram = holdsProgram
    self.cleaner = cleaner
    self.warning = warning
    self.source = source
  }

  /// Segments whose POSIX name matches a pattern.
  convenience init(
    _ name: StaticText, name pattern: NamePattern, keeps: Bool = false,
    cleaner: StaticText? = nil, warning: StaticText? = nil, source: StaticText
  ) {
    self.init(
      name, .name(pattern), keeps: keeps, cleaner: cleaner, warning: warning, source: source)
  }

  /// Segments with one of some System V keys.
  convenience init(
    _ name: StaticText, keys: ClosedRange<UInt32>, keeps: Bool = false, warning: StaticText? = nil,
    source: StaticText
  ) {
    self.init(name, .keys(keys), keeps: keeps, warning: warning, source: source)
  }

  /// Memfds whose label matches a pattern.
  convenience init(
    _ name: StaticText, label pattern: NamePattern, holdsProgram: Bool = false, source: StaticText
  ) {
    self.init(name, .label(pattern), holdsProgram: holdsProgram, source: source)
  }
}

extension Application: Hashable {
  /// Whether both are the same row.
  package static func == (left: Application, right: Application) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A name or a phrase from this program's source.
package struct StaticText: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The text as printable ASCII.
  package let bytes: [UInt8]

  package init(stringLiteral name: StaticString) { bytes = name.withUTF8Buffer { Array($0) } }
}
