/// A program that is known to make segments, as one row of the catalogue knows it.
package struct Application: Hashable, Sendable {
  /// What it is called.
  package let name: StaticName
  /// How its segments are recognised.
  let mark: Mark
  /// Whether segments without holders are no leftovers, as the application keeps them for its next
  /// start.
  package let keepsByDesign: Bool
  /// Whether its mark is a warning: nothing that belongs into shared memory.
  package let isSuspicious: Bool
  /// Its makers' own command for cleaning up, where there is one.
  package let cleaner: StaticName?
  /// A warning before its segments are removed; `nil` if nothing is.
  ///
  /// Such segments are removed one by one, and only by their ID.
  ///
  /// Why: Decisions/38-warnings-in-the-table.md
  package let warning: StaticName?
  /// Where that was read: a source file, or `REPOSITORY#N` for a discussion.
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
    /// By bytes in it.
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

/// A name that stands in this program's source.
package struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The name as printable ASCII.
  package let bytes: [UInt8]

  package init(stringLiteral name: StaticString) { bytes = name.withUTF8Buffer { Array($0) } }
}
