/// A program that is known to create segments: one row of the catalogue.
package struct Application: Hashable, Sendable {
  /// Its name.
  package let name: StaticName
  /// How its segments are recognised.
  let mark: Mark
  /// Whether the application keeps segments for its next start, so that they may have no holders.
  package let keepsByDesign: Bool
  /// Whether its bytes do not belong in shared memory, so that finding them is a warning.
  package let isSuspicious: Bool
  /// The application's own command for cleaning up, if it has one.
  package let cleaner: StaticName?
  /// A warning to show before its segments are removed; `nil` if there is none.
  ///
  /// Segments with a warning are removed one by one, and only by their ID.
  ///
  /// Why: Decisions/41-warnings-in-the-table.md
  package let warning: StaticName?
  /// The source of this information: a source file, or `REPOSITORY#N` for a discussion.
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

/// A name from this program's source.
package struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The name as printable ASCII.
  package let bytes: [UInt8]

  package init(stringLiteral name: StaticString) { bytes = name.withUTF8Buffer { Array($0) } }
}
