package import Kernel

/// The applications whose segments can be recognised.
///
/// To know one more is to add one row.
package enum KnownApplications {
  /// The application of a segment.
  package struct Entry: Hashable, Sendable {
    package let application: Application
    /// The process that the segment's name gives as its maker; it can be another's number by now.
    package let process: ProcessID?
    /// Whether it was told by the bytes with which PostgreSQL begins its System V segment.
    package var isPostgreSQLHeader = false
  }

  /// The first row that fits a segment; `nil` if none does.
  package static func entry(of segment: Segment) -> Entry? {
    if let name = segment.name {
      guard let first = name.bytes.first else { return nil }
      for candidate in byFirstByte[Int(first)] {
        if let match = candidate.pattern.match(name) {
          return Entry(application: rows[candidate.row], process: match.process)
        }
      }
    } else if let label = segment.label {
      for (application, pattern) in byLabel {
        if let match = pattern.match(ShmName(label)) {
          return Entry(application: application, process: match.process)
        }
      }
    } else if let key = segment.key?.rawValue {
      for (application, keys) in byKey where keys.contains(key) {
        return Entry(application: application, process: nil)
      }
      return bySize(segment, key)
    }
    return nil
  }

  /// The first row whose bytes are in a segment; `nil` if no such bytes are.
  ///
  /// `read` gives the bytes from an offset on, at most as many as wanted. Listings do not call
  /// this, only views of a single segment.
  package static func entry(
    ofContents size: UInt64, _ read: (_ offset: UInt64, _ count: Int) -> [UInt8]
  ) -> Entry? {
    for row in rows {
      guard case .contents(let mark) = row.mark, let match = mark.match(size: size, read) else {
        continue
      }
      return Entry(
        application: row, process: match.process,
        isPostgreSQLHeader: mark.isPostgreSQL)
    }
    return nil
  }

  private static func bySize(_ segment: Segment, _ key: UInt32) -> Entry? {
    guard key == 0, segment.isRemoved, segment.attachments == 2 else { return nil }
    for row in rows {
      guard case .sizeHeuristic(let sizes) = row.mark, sizes.contains(segment.size) else {
        continue
      }
      return Entry(application: row, process: nil)
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

  private static let byLabel = rows.compactMap { row -> (Application, NamePattern)? in
    if case .label(let pattern) = row.mark { (row, pattern) } else { nil }
  }

  private static let byKey = rows.compactMap { row -> (Application, ClosedRange<UInt32>)? in
    if case .keys(let keys) = row.mark { (row, keys) } else { nil }
  }
}

extension Segment {
  /// What is known of the application that made it, by its name or key alone.
  package var application: KnownApplications.Entry? { KnownApplications.entry(of: self) }
}
