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
      guard let first = name.bytes.first else { return nil }
      for candidate in byFirstByte[Int(first)] {
        if let match = candidate.pattern.match(name) {
          return Entry(application: rows[candidate.row], process: match.process)
        }
      }
    } else if let key = segment.key?.rawValue {
      for (application, keys) in byKey where keys.contains(key) {
        return Entry(application: application, process: nil)
      }
    }
    return nil
  }

  /// A row for names.
  private struct Candidate: Sendable {
    let row: Int
    let pattern: NamePattern
  }

  /// The rows that a name can fit by its first byte, in their order: tens of thousands of names are
  /// looked up, and most fit none.
  private static let byFirstByte: [[Candidate]] = {
    let candidates = rows.enumerated().compactMap { row, application in
      if case .name(let pattern) = application.mark {
        Candidate(row: row, pattern: pattern)
      } else {
        nil
      }
    }
    return (UInt8.min...UInt8.max).map { byte in
      candidates.filter { $0.pattern.canStart(with: byte) }
    }
  }()

  private static let byKey = rows.compactMap { row -> (Application, ClosedRange<UInt32>)? in
    if case .keys(let keys) = row.mark { (row, keys) } else { nil }
  }
}
