/// A program that is known to create segments: one row of ``KnownApplications``.
package struct Application: Hashable, Sendable {
  /// Its name.
  package let name: StaticName
  /// How its segments are recognised.
  let mark: Mark
  /// Whether the application keeps segments for its next start, and so leaves some without holders.
  package let keepsByDesign: Bool
  /// Whether its bytes do not belong in shared memory, so that the details warn of them.
  package let isSuspicious: Bool
  /// The application's own command for cleaning up; `nil` if it has none.
  package let cleaner: StaticName?
  /// The harm that removing its segments does; `nil` if none is known.
  ///
  /// ``RemovalPolicy`` asks for more before such a segment is removed.
  ///
  /// Why: Decisions/41-warnings-in-the-table.md
  package let warning: StaticName?
  /// The evidence for this row: a source file, or `REPOSITORY#N` for an issue.
  let source: StaticName

  /// How the segments of an application are recognised.
  enum Mark: Hashable, Sendable {
    /// By the POSIX name.
    case name(NamePattern)
    /// By the System V key.
    case keys(ClosedRange<UInt32>)
    /// By the label of a memfd.
    case label(NamePattern)
    /// A removed System V segment without a key, with two attachments and one of these sizes in
    /// bytes.
    case sizeHeuristic(sizes: [UInt64])
    /// By bytes in the segment.
    case contents(MagicBytes)
  }

  init(
    _ name: StaticName, _ mark: Mark, keeps: Bool = false, isSuspicious: Bool = false,
    cleaner: StaticName? = nil, warning: StaticName? = nil, source: StaticName
  ) {
    self.name = name
    self.mark = mark
    keepsByDesign = keeps
    self.isSuspicious = isSuspicious
    self.cleaner = cleaner
    self.warning = warning
    self.source = source
  }

  /// Segments whose POSIX name matches a pattern.
  init(
    _ name: StaticName, name pattern: NamePattern, keeps: Bool = false,
    cleaner: StaticName? = nil, warning: StaticName? = nil, source: StaticName
  ) {
    self.init(
      name, .name(pattern), keeps: keeps, cleaner: cleaner, warning: warning, source: source)
  }

  /// Segments with one of some System V keys.
  init(
    _ name: StaticName, keys: ClosedRange<UInt32>, keeps: Bool = false, warning: StaticName? = nil,
    source: StaticName
  ) {
    self.init(name, .keys(keys), keeps: keeps, warning: warning, source: source)
  }

  /// Memfds whose label matches a pattern.
  init(_ name: StaticName, label pattern: NamePattern, source: StaticName) {
    self.init(name, .label(pattern), source: source)
  }
}

/// A name or a phrase from this program's source.
package struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The text as printable ASCII.
  package let bytes: [UInt8]

  package init(stringLiteral name: StaticString) { bytes = name.withUTF8Buffer { Array($0) } }
}
