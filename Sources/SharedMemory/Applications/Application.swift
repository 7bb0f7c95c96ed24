/// A program that is known to make segments, as one row of the catalogue knows it.
package struct Application: Hashable, Sendable {
  /// What it is called.
  package let name: StaticName
  /// How its segments are told.
  let mark: Mark
  /// Whether segments that nobody holds are no leftovers: it keeps them for the next time.
  package let keepsByDesign: Bool
  /// Its makers' own command for cleaning up, where there is one.
  package let cleaner: StaticName?
  /// Where that was read: a source file, or `REPOSITORY#N` for a discussion.
  let source: StaticName

  /// How the segments of an application are told.
  enum Mark: Hashable, Sendable {
    /// By the POSIX name.
    case name(NamePattern)
    /// By the System V key.
    case keys(ClosedRange<UInt32>)
  }

  /// Segments whose POSIX name matches a pattern.
  init(
    _ name: StaticName, name pattern: NamePattern, keeps: Bool = false,
    cleaner: StaticName? = nil, source: StaticName
  ) {
    self.name = name
    mark = .name(pattern)
    keepsByDesign = keeps
    self.cleaner = cleaner
    self.source = source
  }

  /// Segments with one of some System V keys.
  init(_ name: StaticName, keys: ClosedRange<UInt32>, keeps: Bool = false, source: StaticName) {
    self.name = name
    mark = .keys(keys)
    keepsByDesign = keeps
    cleaner = nil
    self.source = source
  }
}

/// A name that stands in this program's source.
package struct StaticName: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The name as printable ASCII.
  package let bytes: [UInt8]

  package init(stringLiteral name: StaticString) { bytes = name.withUTF8Buffer { Array($0) } }
}
