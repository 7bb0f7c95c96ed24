/// The applications whose segments can be told.
///
/// To know one more is to add one row.
package enum Catalogue {
  /// What the catalogue knows of a segment.
  package struct Entry: Hashable, Sendable {
    package let application: Application
    /// The process that the segment's name gives as its maker; it can be another's number by now.
    package let process: ProcessID?
  }

  /// The first row that fits a segment; `nil` where none does.
  package static func entry(of segment: Segment) -> Entry? {
    if let name = segment.name {
      for (application, pattern) in byName {
        if let match = pattern.match(name) {
          return Entry(application: application, process: match.process)
        }
      }
    } else if let key = segment.key?.rawValue {
      for (application, keys) in byKey where keys.contains(key) {
        return Entry(application: application, process: nil)
      }
    }
    return nil
  }

  private static let byName = rows.compactMap { row -> (Application, NamePattern)? in
    if case .name(let pattern) = row.mark { (row, pattern) } else { nil }
  }

  private static let byKey = rows.compactMap { row -> (Application, ClosedRange<UInt32>)? in
    if case .keys(let keys) = row.mark { (row, keys) } else { nil }
  }
}
